//! How sound becomes files.
#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

pub mod aac;
pub mod acx;
pub mod adts;
pub mod book_tags;
pub mod book_timeline;
pub mod captions;
pub mod chapter_audio;
pub mod chapter_marks;
pub mod encode;
pub mod encoders;
pub mod ffmpeg;
pub mod file_name;
pub mod frame_table;
pub mod gain;
mod heartbeat;
pub mod library_files;
pub mod library_path;
pub mod metadata_files;
pub mod mp4;
pub mod parts;
pub mod read_along;
pub mod sidecars;
pub mod tags;
pub mod takes;
pub mod timeline;
pub mod word_times;
mod writers;
