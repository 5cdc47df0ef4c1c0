//! Drawing lots: which of many items come first, by a seed.
//!
//! Each item's lot is made of the seed, the sheet and the item's own id, and of nothing else. So the order of the files
//! does not matter, and a charter that is added to a collection moves few of the items that were drawn before.

use std::collections::BTreeSet;

use crate::model::worksheet::Pick;

/// The lot of an item: FNV-1a over `sheet`, a colon and `id`, begun at the seed, then the mixing step of SplitMix64 (Steele,
/// Lea and Flood 2014), which spreads ids that are nearly alike over all 64 bits.
pub(super) fn lot(seed: u64, sheet: &str, id: &str) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64 ^ mixed(seed);
    let bytes = sheet.bytes().chain([b':']).chain(id.bytes());
    mixed(bytes.fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
}

fn mixed(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// A commitment that may stand on a sheet. Ordered by its lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    pub(super) lot: u64,
    pub(super) pick: Pick,
    pub(super) words: (u32, u32),
}

/// The lowest lots of any number of candidates, in bounded room.
#[derive(Debug, Default)]
pub(super) struct Shortlist(BTreeSet<Candidate>);

impl Shortlist {
    /// As many are kept as are surely enough for one sheet, where several are of one charter or say the same.
    const KEPT: usize = 24;

    /// Whether it would be kept.
    pub(super) fn takes(&self, candidate: &Candidate) -> bool {
        self.0.len() < Self::KEPT || self.0.last().is_some_and(|last| candidate < last)
    }

    pub(super) fn offer(&mut self, candidate: Candidate) {
        if self.takes(&candidate) {
            self.0.insert(candidate);
            if self.0.len() > Self::KEPT {
                self.0.pop_last();
            }
        }
    }

    /// From the lowest lot on.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Candidate> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lot_is_the_same_on_every_machine() {
        assert_eq!(lot(1, "classify", "5e983bf8ad"), lot(1, "classify", "5e983bf8ad"));
        // From the reference of SplitMix64: the first number of seed 0.
        assert_eq!(mixed(0), 0xe220_a839_7b1d_cdaf);
    }

    #[test]
    fn seed_sheet_and_id_all_matter() {
        let first = lot(1, "classify", "a");
        assert!(
            [lot(2, "classify", "a"), lot(1, "rank", "a"), lot(1, "classify", "b")]
                .iter()
                .all(|l| *l != first)
        );
    }

    #[test]
    fn a_shortlist_keeps_the_lowest_in_any_order() {
        let candidate = |lot| Candidate { lot, pick: Pick { profile: 0, commitment: 0 }, words: (0, 0) };
        let kept = |lots: &mut dyn Iterator<Item = u64>| {
            let mut list = Shortlist::default();
            lots.for_each(|lot| list.offer(candidate(lot)));
            list.iter().map(|found| found.lot).collect::<Vec<_>>()
        };
        assert_eq!(kept(&mut (0..100).rev()), (0..24).collect::<Vec<_>>());
        assert_eq!(kept(&mut (0..100)), kept(&mut (0..100).rev()));
    }
}
