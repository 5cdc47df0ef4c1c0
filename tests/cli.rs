//! Whole runs of the program: each file in `cmd/` is a case, with the folder that it runs in beside it.

#[test]
fn each_run_is_as_its_file_says() {
    trycmd::TestCases::new().case("tests/cmd/*.toml");
}
