"""Has Chromium load audiobooks from a server of our own, and asks how long they last and whether it can go to their end."""

import http.server
import json
import os
import shutil
import subprocess
import tempfile
import threading

# Seconds that Chromium may take for all books.
PATIENCE = 60
# Seconds before the end to which it is asked to go.
BEFORE_END = 2

PAGE = """<!doctype html><meta charset="utf-8"><script>
const ask = (name) => new Promise((done) => {
  const audio = new Audio(name), found = {};
  audio.preload = "auto";
  audio.onerror = () => done({error: audio.error.message || "it cannot be played"});
  audio.onloadedmetadata = () => {
    found.duration = audio.duration;
    audio.currentTime = audio.duration - %d;
  };
  audio.onseeked = () => { found.at = audio.currentTime; found.seekable = audio.seekable.end(0); done(found); };
});
(async () => {
  const found = {};
  for (const name of %s) found[name] = await ask(name);
  await fetch("found", {method: "POST", body: JSON.stringify(found)});
})();
</script>"""


def program():
    return shutil.which("chromium") or shutil.which("chromium-browser")


def named():
    return " and Chromium" if program() else ""


class Server(http.server.ThreadingHTTPServer):
    def __init__(self, files):
        super().__init__(("127.0.0.1", 0), Handler)
        self.files, self.found, self.done = files, {}, threading.Event()


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, code, kind, body, headers=()):
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Accept-Ranges", "bytes")
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass  # It has heard enough.

    def do_GET(self):
        name = self.path.strip("/")
        if name == "":
            page = PAGE % (BEFORE_END, json.dumps(sorted(self.server.files)))
            return self.answer(200, "text/html", page.encode())
        if name not in self.server.files:
            return self.answer(404, "text/plain", b"")
        path = self.server.files[name]
        size = os.path.getsize(path)
        asked = self.headers.get("Range", "bytes=0-").removeprefix("bytes=").split("-")
        first = int(asked[0])
        last = min(int(asked[1] or size - 1), size - 1, first + (4 << 20))
        with open(path, "rb") as file:
            file.seek(first)
            body = file.read(last - first + 1)
        kind = {"m4b": "audio/mp4", "mp3": "audio/mpeg", "opus": "audio/ogg", "flac": "audio/flac"}[name.rsplit(".")[-1]]
        return self.answer(206, kind, body, [("Content-Range", f"bytes {first}-{last}/{size}")])

    def do_POST(self):
        self.server.found = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.answer(200, "text/plain", b"")
        self.server.done.set()


def check(books):
    if not program():
        print("compat: Chromium is not here and was not asked")
        return
    server = Server({os.path.basename(path): path for path, _ in books})
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as profile:
        quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--mute-audio",
                 "--disable-background-networking", "--disable-component-update", "--disable-sync"]
        where = [f"--user-data-dir={profile}", f"http://127.0.0.1:{server.server_port}/"]
        chromium = subprocess.Popen([program(), *quiet, *where, "--remote-debugging-port=0"],
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        answered = server.done.wait(PATIENCE)
        chromium.kill()
        chromium.wait()
        server.shutdown()
        # Its helpers end a moment later, and write until then.
        shutil.rmtree(profile, ignore_errors=True)
        os.makedirs(profile, exist_ok=True)
    if not answered:
        yield "Chromium gave no answer"
        return
    for path, expected in books:
        name, seconds = os.path.basename(path), expected["duration_us"] / 1e6
        found = server.found.get(name, {})
        if "error" in found:
            yield f"{name}: Chromium: {found['error']}"
            continue
        allowed = 0.1 if name.endswith((".mp3", ".opus")) else 0.05
        if abs(found["duration"] - seconds) > allowed or abs(found["seekable"] - seconds) > allowed:
            yield f"{name}: Chromium: it lasts {found['duration']} s and can be sought to {found['seekable']} s, not {seconds}"
        if abs(found["at"] - (found["duration"] - BEFORE_END)) > 0.1:
            yield f"{name}: Chromium: it went to {found['at']} s, not {BEFORE_END} s before its end"
