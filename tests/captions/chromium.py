"""Has Chromium play an audiobook with its WebVTT, and looks at what it shows.

    python3 tests/captions/chromium.py CHROMIUM AUDIOBOOK CAPTIONS.vtt FOLDER

Fails where Chromium finds another number of cues than there are, or shows another one than the time asks for. A picture goes to FOLDER.
"""

import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading

PATIENCE_S = 100

PAGE = """<!DOCTYPE html><meta charset="utf-8"><title>Captions</title>
<body style="margin:0;background:#222"><img src="/wait" width="1" height="1"><audio id="v" controls muted src="/book.m4b" style="width:640px">
<track id="t" kind="captions" srclang="en" label="Captions" src="/book.vtt" default></audio>
<p id="line" style="font:24px sans-serif;color:#fff;text-align:center;white-space:pre-line"></p><script>
const v = document.getElementById('v'), t = document.getElementById('t');
const tell = about => fetch('/result', { method: 'POST', body: JSON.stringify(about) });
const metadata = new Promise(done => v.readyState ? done() : v.addEventListener('loadedmetadata', done));
const cues = new Promise(done => t.readyState === 2 ? done() : t.addEventListener('load', done));
t.addEventListener('error', () => tell({ error: 'the captions cannot be read' }));
v.addEventListener('error', () => tell({ error: 'the sound cannot be played: ' + v.error.message }));
// Sound alone has no room for captions: the page shows them, as Chromium understood them.
t.track.mode = 'hidden';
t.track.oncuechange = () => document.getElementById('line').replaceChildren(...[...t.track.activeCues].map(cue => cue.getCueAsHTML()));
Promise.all([metadata, cues]).then(async () => {
  const all = [...t.track.cues], wanted = [0, 7, all.length >> 1, all.length - 2], shown = [];
  for (const at of wanted) {
    const middle = (all[at].startTime + all[at].endTime) / 2;
    v.currentTime = middle;
    await new Promise(done => v.addEventListener('seeked', done, { once: true }));
    shown.push([at, [...t.track.activeCues].map(cue => cue.id), all[at].id]);
  }
  v.currentTime = all[7].startTime;
  await v.play();
  await new Promise(done => v.addEventListener('timeupdate', () => v.currentTime > all[7].startTime + 0.4 && done()));
  v.pause();
  tell({ cues: all.length, duration: v.duration, shown, played: v.currentTime - all[7].startTime });
});
</script>"""


class Site(http.server.BaseHTTPRequestHandler):
    files = {}
    result = {}
    told = threading.Event()

    def do_GET(self):
        if self.path == "/":
            return self.answer(PAGE.encode(), "text/html")
        if self.path == "/wait":
            # The page is complete, and its picture taken, once everything was looked at.
            Site.told.wait(PATIENCE_S)
        if self.path not in self.files:
            return self.send_error(404)
        path, kind = self.files[self.path]
        self.answer(open(path, "rb").read(), kind)

    def answer(self, body, kind):
        asked = re.match(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        size, first = len(body), 0
        if asked:
            first, last = int(asked[1]), min(int(asked[2] or size - 1), size - 1)
            body = body[first:last + 1]
        self.send_response(206 if asked else 200)
        self.send_header("Content-Type", kind)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(body)))
        if asked:
            self.send_header("Content-Range", f"bytes {first}-{first + len(body) - 1}/{size}")
        self.end_headers()
        try:
            self.wfile.write(body)
        except ConnectionError:
            pass

    def do_POST(self):
        Site.result = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()
        Site.told.set()

    def log_message(self, *words):
        pass


def main():
    chromium, audiobook, captions, folder = sys.argv[1:]
    Site.files = {"/book.m4b": (audiobook, "audio/mp4"), "/book.vtt": (captions, "text/vtt")}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    picture = os.path.join(folder, "chromium.png")
    with tempfile.TemporaryDirectory() as profile:
        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required", "--no-first-run",
                   f"--user-data-dir={profile}", "--window-size=660,300", f"--screenshot={picture}", f"http://127.0.0.1:{server.server_port}/"]
        browser = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        told = Site.told.wait(PATIENCE_S)
        try:
            browser.wait(PATIENCE_S / 4)
        except subprocess.TimeoutExpired:
            browser.terminate()
            browser.wait()
    result = Site.result
    if not told or "error" in result:
        sys.exit(f"chromium: {result.get('error', 'said nothing')}")
    expected = len(re.findall(r" --> ", open(captions, encoding="utf-8").read()))
    if result["cues"] != expected:
        sys.exit(f"chromium: {result['cues']} cues where there are {expected}")
    for at, shown, wanted in result["shown"]:
        if shown != [wanted]:
            sys.exit(f"chromium: shows {shown} in the midst of cue {at}, `{wanted}`")
    print(f"chromium: {expected} cues, those asked for are shown, {result['played']:.1f} s played of {result['duration']:.1f} s")


main()
