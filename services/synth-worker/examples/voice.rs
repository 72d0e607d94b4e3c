//! Measures how fast voices are: the same sentences in ONNX Runtime and in rten, through engine processes as in a worker, and with
//! the same model in Python's onnxruntime and in sherpa-onnx. They take turns, because machines are noisy. Run by
//! `scripts/bench.sh voice`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints figures and stops where it fails"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use synth_worker::{EnginePool, Worker, engine_main};
use voice::{Backend, SpeakRequest, VoiceFiles, VoiceSpec};

/// Turns of each way of speaking, unless the first argument says otherwise.
const TURNS: usize = 5;

/// About how long a turn of one slot lasts.
const TURN: Duration = Duration::from_secs(4);

/// Short and long ones, half a minute of speech.
const SENTENCES: [&str; 6] = [
    "jˈɛs.",
    "ðə nˈɛt lˈɔft wʌz kˈoʊld.",
    "ɪt wʌz ðə bˈɛst ʌv tˈaɪmz, ɪt wʌz ðə wˈɜːst ʌv tˈaɪmz, ɪt wʌz ðɪ ˈeɪdʒ ʌv wˈɪzdəm.",
    "hiː tˈɜːnd ðə kˈiː, ænd ðə dˈɔːɹ swˈʌŋ ˈoʊpən wɪð ə sˈaʊnd laɪk ən ˈoʊld mˈæn hˈuː hæz bˈɪn ˈæskt tə stˈænd ˈʌp.",
    "hˈuː ɪz ðˈɛɹ?",
    "ðə ɹˈeɪn keɪm ɪn fɹʌm ðə sˈiː, fˈɜːst əz ə ɡɹˈeɪ lˈaɪn, ðˈɛn əz ə wˈɔːl, ænd bɪfˈɔːɹ ðə bˈɛlz hæd ˈɛndɪd ðə stɹˈiːt wʌz ə \
     ɹˈɪvɚ; nˈoʊbədi ɹɪmˈɛmbɚd ˈɛnɪθɪŋ lˈaɪk ɪt.",
];

/// What Kokoro writes for two symbols, so that its family has nothing to change.
const KOKORO: [(&str, &str); 6] =
    [("eɪ", "A"), ("aɪ", "I"), ("oʊ", "O"), ("aʊ", "W"), ("tʃ", "ʧ"), ("dʒ", "ʤ")];

/// Ways of speaking: name, who speaks, and in how many slots or threads.
const WAYS: [(&str, Who, usize); 8] = [
    ("ort, 1 slot", Who::Child(Backend::Ort), 1),
    ("onnxruntime of Python, 1 thread", Who::Peer("onnxruntime"), 1),
    ("sherpa-onnx, 1 thread", Who::Peer("sherpa"), 1),
    ("rten, 1 slot", Who::Child(Backend::Rten), 1),
    ("ort, 2 slots", Who::Child(Backend::Ort), 2),
    ("onnxruntime of Python, 2 threads", Who::Peer("onnxruntime"), 2),
    ("sherpa-onnx, 2 threads", Who::Peer("sherpa"), 2),
    ("rten, 2 slots", Who::Child(Backend::Rten), 2),
];

/// How fast one way should be relative to another, both by their numbers in [`WAYS`].
const BARS: [(usize, usize, f64); 6] =
    [(0, 1, 0.98), (0, 2, 1.0), (4, 5, 0.98), (4, 6, 1.0), (4, 0, 1.8), (7, 3, 1.8)];

#[derive(Clone, Copy)]
enum Who {
    Child(Backend),
    Peer(&'static str),
}

fn main() -> ExitCode {
    if let Some(code) = engine_main(std::env::args_os()) {
        return code;
    }
    let mut arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let turns = arguments.first().and_then(|first| first.to_str()?.parse().ok());
    if turns.is_some() {
        arguments.remove(0);
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for model in arguments {
        runtime.block_on(Bench::new(&model).compare(turns.unwrap_or(TURNS)));
    }
    ExitCode::SUCCESS
}

/// The bench of one model.
struct Bench {
    files: VoiceFiles,
    sentences: Vec<String>,
    ort: EnginePool,
    rten: EnginePool,
}

impl Bench {
    fn new(model: &Path) -> Self {
        let styles = model.with_extension("bin");
        let is_kokoro = styles.is_file();
        let write = |sentence: &&str| {
            KOKORO.iter().fold((*sentence).to_owned(), |text, (from, to)| {
                if is_kokoro { text.replace(from, to) } else { text }
            })
        };
        let config = Some(model.with_extension("onnx.json"));
        let styles = if is_kokoro { vec![styles] } else { vec![] };
        Self {
            files: VoiceFiles { model: model.to_owned(), config, styles },
            sentences: SENTENCES.iter().map(write).collect(),
            ort: engines(Backend::Ort),
            rten: engines(Backend::Rten),
        }
    }

    async fn compare(&self, turns: usize) {
        self.say(&self.rten, 2, 1).await;
        self.say(&self.ort, 2, 1).await;
        let (once, speech) = self.say(&self.ort, 1, 1).await;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
        let times = (TURN.as_secs_f64() / once / 2.0).clamp(1.0, 50.0) as usize * 2;
        println!(
            "\n{}: {:.1} s of speech a turn, {turns} turns",
            self.files.model.display(),
            speech * times as f64
        );
        let mut seconds: [Vec<Option<f64>>; 8] = Default::default();
        for _ in 0..turns {
            for ((_, who, width), seconds) in WAYS.into_iter().zip(&mut seconds) {
                seconds.push(match who {
                    Who::Child(Backend::Rten) => Some(self.say(&self.rten, width, times).await.0),
                    Who::Child(_) => Some(self.say(&self.ort, width, times).await.0),
                    Who::Peer(peer) => self.ask(peer, width, times),
                });
            }
        }
        print(&seconds, speech * times as f64);
    }

    /// Speaks the sentences `times` times in `slots` processes; returns the seconds that it took, and those of the speech.
    async fn say(&self, engines: &EnginePool, slots: usize, times: usize) -> (f64, f64) {
        let began = Instant::now();
        let turns = (0..slots).map(|_| async {
            let mut speech = 0.0;
            for _ in 0..times.div_ceil(slots) {
                let spoken = engines.speak(self.segment(), &|| {}).await.unwrap();
                speech += spoken.speech.pcm.duration().as_secs_f64();
            }
            speech
        });
        let speech: f64 = futures::future::join_all(turns).await.iter().sum();
        (began.elapsed().as_secs_f64(), speech)
    }

    fn segment(&self) -> SpeakRequest {
        let phonemizer = "symbols".to_owned();
        let load = VoiceSpec {
            files: self.files.clone(),
            phonemizer,
            noise: 0.0,
            other_phonemizers: std::collections::BTreeMap::new(),
        };
        let sentences = self.sentences.clone();
        SpeakRequest { load: Some(load), ..SpeakRequest::new("sim".parse().unwrap(), sentences, 1) }
    }

    /// Speaks the same with another runtime; returns the seconds, or `None` if it is not installed.
    fn ask(&self, peer: &str, threads: usize, times: usize) -> Option<f64> {
        let python = std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
        let output = Command::new(python)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../training/bench/peer.py"))
            .arg(peer)
            .arg(&self.files.model)
            .args([threads, times].map(|number| number.to_string()))
            .args(&self.sentences)
            .output()
            .ok()?;
        String::from_utf8_lossy(&output.stdout).split_whitespace().next()?.parse().ok()
    }
}

fn engines(backend: Backend) -> EnginePool {
    let worker = Worker { backend, slots: 2, ..Worker::default() };
    EnginePool::new(worker)
}

fn print(seconds: &[Vec<Option<f64>>; 8], speech: f64) {
    println!("{:<33} {:>9} {:>9} {:>15}", "", "seconds", "fastest", "times real time");
    for ((name, ..), turns) in WAYS.iter().zip(seconds) {
        let turns: Vec<f64> = turns.iter().copied().flatten().collect();
        match turns.iter().copied().reduce(f64::min) {
            None => println!("{name:<33} is not installed"),
            Some(fastest) => {
                let median = median(turns);
                println!("{name:<33} {median:>9.3} {fastest:>9.3} {:>15.1}", speech / median);
            }
        }
    }
    println!("speed relative to another way, median of the turns:");
    for (ours, theirs, bar) in BARS {
        let pairs = seconds[ours].iter().zip(&seconds[theirs]);
        let ratios: Vec<f64> =
            pairs.filter_map(|(ours, theirs)| Some((*theirs)? / (*ours)?)).collect();
        if !ratios.is_empty() {
            let (ours, theirs) = (WAYS[ours].0, WAYS[theirs].0);
            println!(
                "{:<50} {:>5.2} (wanted {bar:.2})",
                format!("{ours} : {theirs}"),
                median(ratios)
            );
        }
    }
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
