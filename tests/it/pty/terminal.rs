//! The program in a pseudo-terminal: keys in, screens out; waits for what is seen, never for time to pass.

use super::view::View;
use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use std::ffi::OsStr;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// No wait lasts so long on the slowest machine: what takes longer has failed.
const GUARD: Duration = Duration::from_mins(1);

pub const F10: &str = "\x1b[21~";
pub const ESC: &str = "\x1b";
pub const ENTER: &str = "\r";
pub const BACKSPACE: &str = "\x7f";

/// A running program and what it has drawn.
pub struct Terminal {
    child: Option<Box<dyn Child + Send + Sync>>,
    pid: u32,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    output: Option<Receiver<Vec<u8>>>,
    parser: vt100::Parser,
    /// Everything that the program wrote.
    raw: Vec<u8>,
    /// How much of it makes up the frames seen so far.
    seen: usize,
    view: View,
    keys: usize,
}

impl Terminal {
    /// Starts the program on `a.db` in a folder, on a terminal of 80x24.
    pub fn start(folder: &Path) -> Self {
        Self::run(folder, [env!("CARGO_BIN_EXE_cacah"), "--db", "a.db"])
    }

    /// Starts a command in a folder that is its home too; nothing else comes from outside.
    pub fn run<T: AsRef<OsStr>>(folder: &Path, command: impl IntoIterator<Item = T>) -> Self {
        let pair = native_pty_system().openpty(size(80, 24)).expect("a pseudo-terminal");
        let mut builder = CommandBuilder::from_argv(command.into_iter().map(|word| word.as_ref().to_owned()).collect());
        builder.env_clear();
        for (name, value) in
            [("TERM", "xterm-256color"), ("TZ", "Asia/Makassar"), ("CACAH_LANG", "id"), ("NO_COLOR", "1"), ("LANG", "C.UTF-8")]
        {
            builder.env(name, value);
        }
        builder.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        builder.env("HOME", folder);
        builder.cwd(folder);
        let child = pair.slave.spawn_command(builder).expect("starts");
        // The end of the output is seen only when nobody else holds the terminal open.
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("reads");
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..read].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            pid: child.process_id().expect("runs"),
            child: Some(child),
            writer: Some(pair.master.take_writer().expect("writes")),
            master: Some(pair.master),
            output: Some(output),
            parser: vt100::Parser::new(cells(24), cells(80), 0),
            raw: Vec::new(),
            seen: 0,
            view: View::default(),
            keys: 0,
        }
    }

    pub const fn pid(&self) -> u32 {
        self.pid
    }

    /// Gives the last complete screen that was looked at.
    pub const fn view(&self) -> &View {
        &self.view
    }

    /// Gives all that the program wrote so far, as it came.
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// Gives the keys sent by [`Terminal::send`].
    pub const fn keys(&self) -> usize {
        self.keys
    }

    /// Sends keys, each a character.
    pub fn send(&mut self, keys: &str) {
        self.keys += keys.chars().count();
        self.bytes(keys.as_bytes());
    }

    /// Sends bytes as they are: a function key, a paste.
    pub fn bytes(&mut self, bytes: &[u8]) {
        let writer = self.writer.as_mut().expect("is open");
        writer.write_all(bytes).and_then(|()| writer.flush()).expect("is sent");
    }

    /// Sends a text as a terminal sends what was pasted.
    pub fn paste(&mut self, text: &str) {
        self.bytes(format!("\x1b[200~{text}\x1b[201~").as_bytes());
    }

    /// Waits until a complete screen shows what is asked for.
    #[track_caller]
    pub fn wait_for(&mut self, what: &str, shows: impl Fn(&View) -> bool) {
        let start = Instant::now();
        while !shows(&self.view) {
            if self.next_frame_known() {
                continue;
            }
            match self.read(GUARD.saturating_sub(start.elapsed())) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => panic!("waited in vain for: {what}\n{}", self.view),
                Err(RecvTimeoutError::Disconnected) => panic!("the program ended before: {what}\n{}\n{}", self.view, self.tail()),
            }
        }
    }

    /// Waits until a text stands on the screen.
    #[track_caller]
    pub fn see(&mut self, text: &str) {
        self.wait_for(text, |view| view.has(text));
    }

    /// Waits until the cursor stands at a question of a form.
    #[track_caller]
    pub fn see_question(&mut self, form: i64, question: &str) {
        self.wait_for(&format!("form {form:04} at {question}"), |view| view.stands_at(form, question));
    }

    /// Waits until the program has drawn so many more complete screens; it draws a few a second by itself.
    #[track_caller]
    pub fn frames(&mut self, frames: usize) {
        for _ in 0..frames {
            let start = Instant::now();
            while !self.next_frame_known() {
                let read = self.read(GUARD.saturating_sub(start.elapsed()));
                assert!(read.is_ok(), "no more screens\n{}\n{}", self.view, self.tail());
            }
        }
    }

    /// Goes over to the newest of the screens that have arrived.
    pub fn catch_up(&mut self) {
        while self.read(Duration::ZERO).is_ok() {}
        while self.next_frame_known() {}
    }

    /// Takes what the program writes until a moment; this is how a moment is drawn by lot.
    pub fn read_until(&mut self, moment: Instant) {
        while self.read(moment.saturating_duration_since(Instant::now())).is_ok() {}
    }

    fn read(&mut self, patience: Duration) -> Result<(), RecvTimeoutError> {
        let output = self.output.as_ref().ok_or(RecvTimeoutError::Disconnected)?;
        self.raw.extend(output.recv_timeout(patience)?);
        Ok(())
    }

    /// Goes on to the next complete screen, if it has arrived whole.
    fn next_frame_known(&mut self) -> bool {
        let Some(length) = frame(&self.raw[self.seen..]) else { return false };
        let end = self.seen + length;
        self.parser.process(&self.raw[self.seen..end]);
        self.seen = end;
        self.view = View::of(self.parser.screen());
        true
    }

    fn tail(&self) -> String {
        String::from_utf8_lossy(&self.raw[self.seen..]).escape_debug().to_string()
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.catch_up();
        self.parser.screen_mut().set_size(cells(rows), cells(columns));
        self.master.as_ref().expect("is open").resize(size(columns, rows)).expect("resizes");
    }

    /// Gives the settings of the terminal line, to compare them.
    pub fn line_settings(&self) -> String {
        format!("{:?}", self.master.as_ref().expect("is open").get_termios())
    }

    pub fn signal(&self, name: &str) {
        // Every system has a shell whose own `kill` knows the names.
        let sent = Command::new("sh").arg("-c").arg(format!("kill -{name} {}", self.pid)).status();
        assert!(sent.expect("a shell").success(), "the program was gone before signal {name}");
    }

    /// Kills the program with no chance to tidy up; all complete screens until then are walked through with `see`.
    pub fn kill(&mut self, mut see: impl FnMut(&View)) {
        self.signal("KILL");
        loop {
            while self.next_frame_known() {
                see(&self.view);
            }
            if self.read(GUARD).is_err() {
                break;
            }
        }
        let _ = self.wait_exit();
    }

    /// Closes the terminal, as a window that is closed, and waits until the program has ended.
    #[track_caller]
    pub fn hang_up(mut self) {
        // The reader lets go with the next thing that it reads.
        self.output = None;
        self.writer = None;
        self.master = None;
        self.exit_status();
    }

    /// Waits until the program has ended and all its output is read.
    #[track_caller]
    pub fn wait_exit(&mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            match self.read(GUARD.saturating_sub(start.elapsed())) {
                Ok(()) => while self.next_frame_known() {},
                Err(RecvTimeoutError::Timeout) => panic!("the program does not end\n{}", self.view),
                Err(RecvTimeoutError::Disconnected) => return self.exit_status(),
            }
        }
    }

    #[track_caller]
    fn exit_status(&mut self) -> ExitStatus {
        let mut child = self.child.take().expect("was not waited for");
        let (sender, status) = channel();
        thread::spawn(move || sender.send(child.wait()));
        let Ok(status) = status.recv_timeout(GUARD) else {
            self.signal("KILL");
            panic!("the program does not end\n{}", self.view);
        };
        status.expect("ends")
    }

    // The way that every test goes first.

    /// Goes from an empty database to the first question, as the template proposes.
    #[track_caller]
    pub fn open_first_question(&mut self) {
        self.open_batch_header();
        self.bytes(F10.as_bytes());
        self.see_question(1, "jenis_kelamin");
        self.keys = 0;
    }

    /// As [`Terminal::open_first_question`], with so many forms in the stack and perhaps a service for all of them.
    #[track_caller]
    pub fn open_batch(&mut self, forms: usize, service: Option<char>) {
        self.open_batch_header();
        self.key_batch_header(forms, service);
        self.see_question(1, "jenis_kelamin");
        self.keys = 0;
    }

    #[track_caller]
    fn open_batch_header(&mut self) {
        self.see("Mulai dari contoh yang mana?");
        self.send(ENTER);
        self.see("Nama survei");
        self.bytes(F10.as_bytes());
        self.see("Nomor formulir pertama");
    }

    /// Keys service and size of the stack, and leaves everything else as proposed.
    pub fn key_batch_header(&mut self, forms: usize, service: Option<char>) {
        let service = service.unwrap_or('0');
        self.bytes(format!("\r\r\r{service}\r\r{}{forms}{F10}", BACKSPACE.repeat(6)).as_bytes());
    }

    /// Opens the program's offer to go on where keying stopped.
    #[track_caller]
    pub fn go_on(&mut self) {
        self.see("> Lanjutkan di tempat terakhir");
        self.send(ENTER);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if self.child.is_some() {
            let _ = Command::new("sh").arg("-c").arg(format!("kill -KILL {}", self.pid)).status();
        }
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a terminal has cells")
}

const fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

/// Gives the length of the first complete frame: a frame ends with the cursor hidden, or shown and put in its place.
fn frame(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += bytes[at..].windows(5).position(|window| window == b"\x1b[?25")?;
        match bytes.get(at + 5)? {
            b'l' => return Some(at + 6),
            b'h' => {
                let rest = &bytes[at + 6..];
                if let Some(place) = rest.strip_prefix(b"\x1b[") {
                    let digits = place.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b';').count();
                    if *place.get(digits)? == b'H' {
                        return Some(at + 6 + 2 + digits + 1);
                    }
                } else if rest.len() < 2 {
                    return None;
                }
                at += 6;
            }
            _ => at += 5,
        }
    }
}
