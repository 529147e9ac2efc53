/// The parts of `1.2.3`.
pub fn parts(text: &str) -> Vec<u32> {
    text.split('.').filter_map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_three_parts() {
        assert_eq!(parts("1.2.3"), vec![1, 2, 3]);
    }
}
