//! Reads little things from text.

pub mod duration;
pub mod version;
