//! How far two labellers agree beyond what chance would give: Cohen's kappa (Cohen 1960), for three labels.

/// How many items the first labeller gave the label of the row and the second that of the column.
pub type Table = [[usize; 3]; 3];

/// What a table of two labellers' answers comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// How many items both labelled.
    pub items: usize,
    /// How many both labelled alike.
    pub alike: usize,
    /// The first labeller's count of each label.
    pub rows: [usize; 3],
    /// The second labeller's.
    pub columns: [usize; 3],
    /// The share labelled alike, 0 to 1.
    pub observed: f64,
    /// The share that would be alike if both had drawn their labels at random, each as often as they did.
    pub by_chance: f64,
    /// 1 where all are alike, 0 where no more than by chance, below it where fewer.
    pub kappa: f64,
}

/// What a table comes to; `None` for one without items, or where both gave one label to everything, so that chance alone
/// explains all.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a class labels fewer items than 2^52")]
pub fn agreement(table: &Table) -> Option<Agreement> {
    let rows = table.map(|row| row.iter().sum::<usize>());
    let mut columns = [0; 3];
    for row in table {
        for (sum, count) in columns.iter_mut().zip(row) {
            *sum += count;
        }
    }
    let alike = table.iter().enumerate().filter_map(|(at, row)| row.get(at)).sum();
    let items: usize = rows.iter().sum();
    let all = items as f64;
    let observed = alike as f64 / all;
    let by_chance =
        rows.iter().zip(columns).map(|(row, column)| *row as f64 / all * (column as f64 / all)).sum::<f64>();
    (items > 0 && by_chance < 1.0).then(|| Agreement {
        items,
        alike,
        rows,
        columns,
        observed,
        by_chance,
        kappa: (observed - by_chance) / (1.0 - by_chance),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(table: Table, expected: &str) {
        let shown = agreement(&table).map_or("none".to_owned(), |found| {
            format!("{:.3} {:.3} {:.3}", found.observed, found.by_chance, found.kappa)
        });
        assert_eq!(shown, expected);
    }

    #[test]
    fn kappa_is_what_textbooks_say() {
        // The example of Cohen (1960): 200 cases in three categories.
        check([[88, 14, 18], [10, 40, 10], [2, 6, 12]], "0.700 0.410 0.492");
    }

    #[test]
    fn all_alike_is_one_chance_is_nought_and_nothing_is_no_number() {
        check([[5, 0, 0], [0, 3, 0], [0, 0, 2]], "1.000 0.380 1.000");
        check([[4, 4, 0], [4, 4, 0], [0, 0, 0]], "0.500 0.500 0.000");
        check([[7, 0, 0], [0, 0, 0], [0, 0, 0]], "none");
        check([[0; 3]; 3], "none");
    }
}
