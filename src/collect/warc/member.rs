//! Gzip members, one a record: how one is packed, and how a torn one is told from a damaged one.

use std::cell::RefCell;
use std::io::Read as _;

use flate2::bufread::GzDecoder;
use flate2::{Compress, Compression, Crc, FlushCompress, Status};

use super::LARGEST_RECORD;

/// How a gzip member begins.
const MEMBER: [u8; 3] = [0x1f, 0x8b, 8];

/// Records of fewer bytes, such as requests, are packed the quick way: what they could be smaller by is less than a code of their own.
const SHORT: usize = 1024;

thread_local! {
    /// Setting one up takes longer than packing a record.
    static PACKER: RefCell<Compress> = RefCell::new(Compress::new(Compression::default(), false));
    static QUICK: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), false));
}

/// One gzip member (RFC 1952) that holds these pieces.
pub(super) fn packed(pieces: &[&[u8]]) -> Vec<u8> {
    let mut whole = MEMBER.to_vec();
    // No flags, no time, no word on how it was packed, and no system in particular.
    whole.extend([0, 0, 0, 0, 0, 0, 255]);
    let mut crc = Crc::new();
    let short = pieces.iter().map(|piece| piece.len()).sum::<usize>() < SHORT;
    let packer = if short { &QUICK } else { &PACKER };
    packer.with_borrow_mut(|packer| {
        packer.reset();
        for piece in pieces {
            crc.update(piece);
            pack(packer, piece, FlushCompress::None, &mut whole);
        }
        pack(packer, &[], FlushCompress::Finish, &mut whole);
    });
    whole.extend(crc.sum().to_le_bytes());
    whole.extend(crc.amount().to_le_bytes());
    whole
}

/// Packs all of `input` into `whole`, which grows as is needed.
fn pack(packer: &mut Compress, mut input: &[u8], flush: FlushCompress, whole: &mut Vec<u8>) {
    loop {
        whole.reserve(input.len() / 2 + 256);
        let before = packer.total_in();
        // Packing in memory fails only where it is called wrongly.
        let Ok(status) = packer.compress_vec(input, whole, flush) else { return };
        let taken = usize::try_from(packer.total_in() - before).unwrap_or(usize::MAX);
        input = input.get(taken..).unwrap_or_default();
        let full = whole.len() == whole.capacity();
        let done = if flush == FlushCompress::Finish {
            status == Status::StreamEnd
        } else {
            input.is_empty() && !full
        };
        if done {
            return;
        }
    }
}

/// Whether what fails to be read fails because it ends too soon, or holds nothing but the zeros that a lost write leaves. What is
/// no member at all is not ours to cut, nor is a damaged one that others follow.
pub(super) fn cut_short(rest: &[u8]) -> bool {
    if rest.iter().all(|&byte| byte == 0) {
        return true;
    }
    let begins = MEMBER.iter().zip(rest).all(|(mark, byte)| mark == byte);
    let read = std::io::copy(&mut GzDecoder::new(rest).take(LARGEST_RECORD as u64), &mut std::io::sink());
    begins && read.is_err_and(|error| error.kind() == std::io::ErrorKind::UnexpectedEof) && !followed(rest)
}

/// Whether another record begins behind the first byte. A flipped bit can make a member run on over all that follow.
fn followed(rest: &[u8]) -> bool {
    let starts = rest.windows(MEMBER.len()).enumerate().skip(1).filter(|(_, window)| *window == MEMBER);
    starts.filter_map(|(at, _)| rest.get(at..)).any(|from| {
        let mut head = [0; 5];
        GzDecoder::new(from).read_exact(&mut head).is_ok() && head == *b"WARC/"
    })
}
