//! How fast a voice is: the same sentences in ONNX Runtime and in rten, through engine children as in a worker, and by Python's
//! onnxruntime where there is one; taking turns, because machines are noisy. Run by `deploy/bench.sh voice MODEL [TURNS]`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints figures and stops where it fails"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use synth_worker::{Backend, Engines, LoadVoice, Speak, VoiceFiles, Worker, engine_main};

/// Turns that each way gets, unless the command line says otherwise.
const TURNS: usize = 7;

/// Times that the sentences are said in a turn.
const TIMES: usize = 4;

/// Short and long ones, 32 seconds of speech.
const SENTENCES: [&str; 6] = [
    "jˈɛs.",
    "ðə nˈɛt lˈɔft wʌz kˈoʊld.",
    "ɪt wʌz ðə bˈɛst ʌv tˈaɪmz, ɪt wʌz ðə wˈɜːst ʌv tˈaɪmz, ɪt wʌz ðɪ ˈeɪdʒ ʌv wˈɪzdəm.",
    "hiː tˈɜːnd ðə kˈiː, ænd ðə dˈɔːɹ swˈʌŋ ˈoʊpən wɪð ə sˈaʊnd laɪk ən ˈoʊld mˈæn hˈuː hæz bˈɪn ˈæskt tə stˈænd ˈʌp.",
    "hˈuː ɪz ðˈɛɹ?",
    "ðə ɹˈeɪn keɪm ɪn fɹʌm ðə sˈiː, fˈɜːst əz ə ɡɹˈeɪ lˈaɪn, ðˈɛn əz ə wˈɔːl, ænd bɪfˈɔːɹ ðə bˈɛlz hæd ˈɛndɪd ðə stɹˈiːt wʌz ə \
     ɹˈɪvɚ; nˈoʊbədi ɹɪmˈɛmbɚd ˈɛnɪθɪŋ lˈaɪk ɪt.",
];

fn main() -> ExitCode {
    if let Some(code) = engine_main(std::env::args_os()) {
        return code;
    }
    let model = std::env::args_os().nth(1).map(PathBuf::from).unwrap();
    let turns = std::env::args().nth(2).map_or(TURNS, |turns| turns.parse().unwrap());
    let python = std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
    tokio::runtime::Runtime::new().unwrap().block_on(compare(&model, Path::new(&python), turns));
    ExitCode::SUCCESS
}

/// A way of speaking: its name, and the seconds of each turn.
type Way = (&'static str, Vec<f64>);

async fn compare(model: &Path, python: &Path, turns: usize) {
    let ort = engines(Backend::Ort);
    let rten = engines(Backend::Rten);
    let mut ways: [Way; 6] = [
        ("ort, 1 slot", vec![]),
        ("ort, 2 slots", vec![]),
        ("python, 1 thread", vec![]),
        ("python, 2 threads", vec![]),
        ("rten, 1 slot", vec![]),
        ("rten, 2 slots", vec![]),
    ];
    let mut speech = 0.0;
    for engines in [&ort, &rten] {
        speech = both(engines, model, 2).await.1;
    }
    for _ in 0..turns {
        ways[0].1.push(both(&ort, model, 1).await.0);
        ways[1].1.push(both(&ort, model, 2).await.0);
        ways[2].1.extend(peer(python, model, 1));
        ways[3].1.extend(peer(python, model, 2));
        ways[4].1.push(both(&rten, model, 1).await.0);
        ways[5].1.push(both(&rten, model, 2).await.0);
    }
    println!("{speech:.1} s of speech a turn, median of {turns} turns");
    println!("{:<18} {:>9} {:>9} {:>15}", "", "seconds", "fastest", "times real time");
    for (name, turns) in &mut ways {
        turns.sort_by(f64::total_cmp);
        if let (Some(median), Some(fastest)) = (turns.get(turns.len() / 2), turns.first()) {
            println!("{name:<18} {median:>9.3} {fastest:>9.3} {:>15.0}", speech / median);
        }
    }
}

fn engines(backend: Backend) -> Engines {
    let worker = Worker { backend, slots: 2, ..Worker::default() };
    Engines::new(worker, Duration::from_secs(600))
}

/// Says the sentences with so many children; the seconds that it took, and those of the speech.
async fn both(engines: &Engines, model: &Path, slots: usize) -> (f64, f64) {
    let began = Instant::now();
    let share = TIMES / slots;
    let turns = (0..slots).map(|_| async {
        let mut speech = 0.0;
        for _ in 0..share {
            let spoken = engines.speak(segment(model), &|| {}).await.unwrap();
            speech += spoken.speech.pcm.duration().as_secs_f64();
        }
        speech
    });
    let speech: f64 = futures::future::join_all(turns).await.iter().sum();
    (began.elapsed().as_secs_f64(), speech)
}

fn segment(model: &Path) -> Speak {
    let config = Some(model.with_extension("onnx.json"));
    let files = VoiceFiles { model: model.to_owned(), config, styles: vec![] };
    let load = LoadVoice { files, phonemizer: "symbols".to_owned(), noise: 0.0 };
    let sentences = SENTENCES.map(str::to_owned).into();
    Speak { load: Some(load), ..Speak::new("sim".parse().unwrap(), sentences, 1) }
}

/// Has Python say the same; nothing where it cannot.
fn peer(python: &Path, model: &Path, threads: usize) -> Option<f64> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/voice_peer.py");
    let output = Command::new(python)
        .arg(script)
        .arg(model)
        .args([threads, TIMES].map(|number| number.to_string()))
        .args(SENTENCES)
        .output()
        .ok()?;
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}
