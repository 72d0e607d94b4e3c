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
const OPEN = ["speaking", "assembling"];
const MOST_GAPS = 20;
const FIRST_PAGE = "/v1/books";

const list = document.getElementById("books");
const summary = document.getElementById("summary");
const older = document.getElementById("older");
const template = document.getElementById("book");
const cards = new Map(); // book id → { card, view }
let total = 0; // books on all pages
let nextPage = null; // address of the page after the last one that is shown

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

function warningLines(view) {
  const lost = (view.lost || []).map((page) => `Lost: ${page}`);
  return lost.concat(view.warnings || []);
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
  // A list has only summaries: the rest is fetched when it is asked for.
  part(".details").hidden = isWhole(view) || view.segments === 0;
  fill(part(".chapters"), view.chapters || [], drawChapter);
  fill(part(".trouble"), view.trouble || [], (item, line) => { item.textContent = line; });
  fill(part(".gaps"), gapLines(view), (item, line) => { item.textContent = line; });
  fill(part(".warnings"), warningLines(view), (item, line) => { item.textContent = line; });
  fill(part(".deliveries"), deliveryLines(view), (item, line) => { item.textContent = line; });
  const file = `/v1/books/${encodeURIComponent(view.book)}/audiobook`;
  const there = Boolean(view.audiobook);
  part("audio").hidden = !there;
  part(".get a").hidden = !there;
  if (there && !part("audio").hasAttribute("src")) part("audio").src = file;
  if (there) part(".get a").href = file;
}

function isWhole(view) {
  return view.chapters !== undefined;
}

function show(view) {
  let entry = cards.get(view.book);
  if (!entry) {
    entry = { card: template.content.cloneNode(true).firstElementChild };
    entry.card.querySelector(".details").addEventListener("click", () => whole(view.book).catch(complain));
    cards.set(view.book, entry);
    // Ids sort by time: the newest book stands first.
    const before = [...cards.entries()].filter(([id]) => id < view.book).sort().at(-1);
    list.insertBefore(entry.card, before ? before[1].card : null);
  }
  // The summary of what is shown already adds nothing to it.
  const isKnown = entry.view && entry.view.updated_at === view.updated_at;
  if (isKnown && !isWhole(view) && isWhole(entry.view)) return;
  entry.view = view;
  draw(entry.card, view);
}

function sum() {
  const views = [...cards.values()].map((entry) => entry.view);
  const open = views.filter((view) => OPEN.includes(view.state)).length;
  const all = Math.max(total, views.length);
  const books = all === 1 ? "1 book" : `${all} books`;
  summary.textContent = all === 0 ? "No books yet." : `${books}, ${open} in progress`;
}

async function get(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`the server answered with status ${answer.status}`);
  return answer;
}

// Shows a page of the list, and keeps the address of the next one if this is the last one that is shown.
async function page(address, isLast) {
  const answer = await get(address);
  total = Number(answer.headers.get("x-total-count"));
  const next = /<([^>]+)>; rel="next"/.exec(answer.headers.get("link") || "");
  if (isLast) nextPage = next ? next[1] : null;
  older.hidden = !nextPage;
  const books = await answer.json();
  books.forEach(show);
  sum();
  return new Set(books.map((view) => view.book));
}

async function whole(book) {
  show(await (await get(`/v1/books/${encodeURIComponent(book)}`)).json());
  sum();
}

// Shows what has changed while there was no connection: the newest books, and those that may have ended meanwhile.
async function catchUp() {
  const known = [...cards.values()].map((entry) => entry.view).filter((view) => OPEN.includes(view.state));
  const listed = await page(FIRST_PAGE, nextPage === null);
  await Promise.all(known.filter((view) => !listed.has(view.book)).map((view) => whole(view.book)));
}

function take(view) {
  const isNewest = [...cards.keys()].every((id) => id < view.book);
  if (isNewest && cards.size > 0) total += 1;
  show(view);
  sum();
}

function complain(error) {
  summary.textContent = String(error);
}

document.getElementById("upload").textContent = `http://${location.hostname}:8081`;
older.addEventListener("click", () => page(nextPage, true).catch(complain));
const events = new EventSource("/v1/events");
// Also after a reconnect: the list contains what was missed.
events.addEventListener("open", () => catchUp().catch(complain));
events.addEventListener("book", (event) => take(JSON.parse(event.data)));
events.addEventListener("error", () => { summary.textContent = "The server cannot be reached; trying again …"; });
