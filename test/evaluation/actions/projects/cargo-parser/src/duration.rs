use std::collections::HashMap;

/// What went wrong.
#[derive(Debug, PartialEq)]
pub enum DurationError {
    Empty,
    UnknownUnit(char),
}

/// Reads `90s` or `2m` as seconds.
pub fn seconds(text: &str) -> Result<u64, DurationError> {
    if text.is_empty() {
        return Err(DurationError::Empty);
    }
    let (number, unit) = text.split_at(text.len() - 1);
    let number: u64 = number.parse().unwrap_or(0);
    match unit {
        "s" => Ok(number),
        "m" => Ok(number * 60),
        "h" => Ok(number * 3600),
        _ => Err(DurationError::UnknownUnit(unit.chars().next().unwrap_or(' '))),
    }
}

/// Says seconds in words.
pub fn spoken(seconds: u64, names: &HashMap<String, String>, short: Option<bool>) -> String {
    if seconds == 0 {
        return "now".to_string();
    } else if short == Some(true) {
        return format!("{seconds}s");
    }
    let name = names.get("second").cloned().unwrap_or_else(|| "second".to_string());
    format!("{seconds} {name}")
}

/// Counts down.
pub struct Timer {
    left: u64,
}

impl Timer {
    pub fn new(seconds: u64) -> Self {
        Timer { left: seconds }
    }

    /// Whether it has rung.
    pub fn tick(&mut self, by: u64) -> bool {
        if by == 0 {
            panic!("time goes on");
        }
        self.left = self.left.saturating_sub(by);
        self.left == 0
    }
}
