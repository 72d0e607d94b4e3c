// Lists the books and keeps them current. Text of books goes in through textContent only.
"use strict";

const STATES = {
  speaking: "Being spoken",
  assembling: "Being assembled",
  done: "Done",
  done_with_gaps: "Done, with gaps",
  failed: "Failed",
  cancelled: "Cancelled",
};
const MOST_GAPS = 20;

const list = document.getElementById("books");
const summary = document.getElementById("summary");
const template = document.getElementById("book");
const cards = new Map(); // book id → { card, view }

function length(seconds) {
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, "0")} min`;
  return minutes > 0 ? `${minutes} min` : `${whole} s`;
}

function numbers(view) {
  const parts = [];
  if (view.revision > 1) parts.push(`revision ${view.revision}`);
  if (view.segments > 0) parts.push(`${view.segments_done} of ${view.segments} segments`);
  if (view.segments_cached > 0) parts.push(`${view.segments_cached} from the cache`);
  if (view.segments_failed > 0) parts.push(`${view.segments_failed} failed`);
  if (view.duration_ms) parts.push(`${length(view.duration_ms / 1000)} long`);
  else if (view.speech_seconds > 0) parts.push(`${length(view.speech_seconds)} spoken`);
  if (view.size_bytes) parts.push(`${(view.size_bytes / 1e6).toFixed(1)} MB`);
  if (view.remaining_seconds !== undefined) parts.push(`about ${length(view.remaining_seconds)} to go`);
  else if (view.state === "speaking") parts.push("estimating …");
  return parts.join(" · ");
}

function fill(list, items, make) {
  while (list.children.length > items.length) list.lastElementChild.remove();
  items.forEach((item, at) => {
    if (!list.children[at]) list.append(document.createElement("li"));
    make(list.children[at], item);
  });
}

function drawChapter(item, chapter) {
  if (!item.firstElementChild) item.append(document.createElement("div"));
  const share = chapter.segments > 0 ? chapter.segments_done / chapter.segments : 0;
  item.firstElementChild.style.width = `${100 * share}%`;
  item.classList.toggle("encoded", chapter.encoded);
  item.title = `${chapter.title} (${chapter.segments_done} of ${chapter.segments})`;
}

function gapLines(view) {
  const gaps = view.gaps || [];
  const lines = gaps.slice(0, MOST_GAPS).map((gap) => `${gap.chapter_title}: “${gap.text}” (${gap.reason})`);
  if (gaps.length > MOST_GAPS) lines.push(`and ${gaps.length - MOST_GAPS} more`);
  if (gaps.length > 0) lines.push("lector dead list shows why; lector dead retry tries again");
  return lines;
}

function deliveryLines(view) {
  return (view.deliveries || []).map((delivery) => {
    if (!delivery.place) return `Not delivered (${delivery.target}): ${delivery.problem}`;
    const note = delivery.problem ? ` (${delivery.problem})` : "";
    return `Delivered (${delivery.target}): ${delivery.place}${note}`;
  });
}

function draw(card, view) {
  const part = (selector) => card.querySelector(selector);
  part("h2").textContent = view.title || "Untitled book";
  part(".by").textContent = view.authors.join(", ");
  part(".state").textContent = (STATES[view.state] || view.state) + (view.message ? `: ${view.message}` : "");
  part(".state").dataset.state = view.state;
  const percent = view.segments > 0 ? Math.floor((100 * view.segments_done) / view.segments) : 0;
  part(".bar").hidden = view.segments === 0;
  part(".bar").setAttribute("aria-valuenow", percent);
  part(".bar").setAttribute("aria-label", `${percent} percent spoken`);
  part(".bar div").style.width = `${percent}%`;
  part(".numbers").textContent = numbers(view);
  fill(part(".chapters"), view.chapters, drawChapter);
  fill(part(".gaps"), gapLines(view), (item, line) => { item.textContent = line; });
  fill(part(".deliveries"), deliveryLines(view), (item, line) => { item.textContent = line; });
  const file = `/v1/books/${encodeURIComponent(view.book)}/audiobook`;
  const there = Boolean(view.audiobook);
  part("audio").hidden = !there;
  part(".get a").hidden = !there;
  if (there && !part("audio").hasAttribute("src")) part("audio").src = file;
  if (there) part(".get a").href = file;
}

function show(view) {
  let entry = cards.get(view.book);
  if (!entry) {
    entry = { card: template.content.cloneNode(true).firstElementChild };
    cards.set(view.book, entry);
    // Ids sort by time: the newest book stands first.
    const older = [...cards.entries()].filter(([id]) => id < view.book).sort().at(-1);
    list.insertBefore(entry.card, older ? older[1].card : null);
  }
  entry.view = view;
  draw(entry.card, view);
}

function sum() {
  const views = [...cards.values()].map((entry) => entry.view);
  const open = views.filter((view) => view.state === "speaking" || view.state === "assembling").length;
  const books = views.length === 1 ? "1 book" : `${views.length} books`;
  summary.textContent = views.length === 0 ? "No books yet." : `${books}, ${open} in progress`;
}

async function all() {
  const answer = await fetch("/v1/books");
  if (!answer.ok) throw new Error(`the server answered with status ${answer.status}`);
  (await answer.json()).forEach(show);
  sum();
}

document.getElementById("upload").textContent = `http://${location.hostname}:8081`;
const events = new EventSource("/v1/events");
// Also after a reconnect: the list contains what was missed.
events.addEventListener("open", () => all().catch((error) => { summary.textContent = String(error); }));
events.addEventListener("book", (event) => { show(JSON.parse(event.data)); sum(); });
events.addEventListener("error", () => { summary.textContent = "The server cannot be reached; trying again …"; });
