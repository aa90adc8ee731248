// Requests of the site's pages in; answers out: from the network, and when that is silent from what the reader keeps.
// Kept files stand under address and hash; ngoai-tuyen.js, the page's side, writes lists and files; this side reads them.
const SHELL_CACHE = `${OWN}shell:${VERSION}`;
const [LISTS, FILES, RECENT] = ["lists", "files", "recent"].map((name) => OWN + name);
const MOST_RECENT = 20;
const PATIENCE = 4000; // milliseconds for the network when there is a copy
const ABSENT = "ngoai-tuyen/";
const KEPT_ON = "sotay-luu"; // header of a copy: when it was taken
// Under such an address there is never anything else: own files with a stamp, the theme's, pieces of the search index.
const IS_FIXED = /\?v=|\.[0-9a-f]{8}\.min\.(?:js|css)$|^assets\/search\/[0-9a-f]{10}\//;

const shell = new Map(SHELL);
let lists = null;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", () => { lists = null; }); // the page has changed them
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const isOurs = request.method === "GET" && request.url.startsWith(ROOT) && !request.headers.has("range");
  if (!isOurs) return;
  // What a script fetches past the browser's cache is to be kept: a copy must never be taken for the new one.
  if (request.mode === "navigate") event.respondWith(answerPage(event).catch(() => fetch(request)));
  else if (request.cache !== "no-cache") event.respondWith(answerPart(request).catch(() => fetch(request)));
});

async function install() {
  const cache = await caches.open(SHELL_CACHE);
  await Promise.all(SHELL.map(async ([address, hash]) => {
    const key = keyOf(address, hash);
    const known = await caches.match(key);
    await cache.put(key, known || dated(await fetchWhole(address)));
  }));
  await self.skipWaiting();
}

async function fetchWhole(address) {
  const response = await fetch(ROOT + address, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response;
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith(`${OWN}shell:`) && name !== SHELL_CACHE);
  await Promise.all([...old, RECENT].map((name) => caches.delete(name))); // their scripts went with the old shell
  await self.clients.claim();
}

function keyOf(address, hash) {
  return ROOT + address + (address.includes("?") ? "&" : "?") + "h=" + hash;
}

/** A response that tells when it was taken, without the mark of a redirect, which browsers refuse in a copy. */
function dated(response) {
  const headers = new Headers(response.headers);
  headers.set(KEPT_ON, new Date().toISOString());
  return new Response(response.body, { headers });
}

/** What the reader keeps, newest first: [{kept, hashes: Map(address -> hash)}]. */
async function readLists() {
  if (lists) return lists;
  const cache = await caches.open(LISTS);
  const responses = await Promise.all((await cache.keys()).map((key) => cache.match(key)));
  const all = await Promise.all(responses.map((response) => response.json()));
  lists = all
    .map(({ kept, files }) => ({ kept, hashes: new Map(files) }))
    .sort((a, b) => b.kept.localeCompare(a.kept));
  return lists;
}

/** Every copy of an address as {response, date}: of kept guides (newest first), of the last visits, of the shell. */
async function* copiesOf(address) {
  const files = await caches.open(FILES);
  for (const { kept, hashes } of await readLists()) {
    const response = hashes.has(address) && (await files.match(keyOf(address, hashes.get(address))));
    if (response) yield { response, date: kept };
  }
  const visited = await (await caches.open(RECENT)).match(ROOT + address);
  if (visited) yield { response: visited, date: visited.headers.get(KEPT_ON) };
  const own = shell.has(address) && (await (await caches.open(SHELL_CACHE)).match(keyOf(address, shell.get(address))));
  if (own) yield { response: own, date: own.headers.get(KEPT_ON) };
}

async function newestCopy(address) {
  let newest = null;
  for await (const copy of copiesOf(address)) if (!newest || copy.date > newest.date) newest = copy;
  return newest;
}

/** The first copy, which is a kept guide's where there is one: its search index and the index's pieces belong together. */
async function firstCopy(address) {
  for await (const copy of copiesOf(address)) return copy;
  return null;
}

/** The network's answer; null when it fails, or takes too long although there is a copy. */
function ask(asked, hasCopy) {
  const answer = asked.then((response) => (response.status >= 500 ? null : response), () => null);
  if (!hasCopy) return answer;
  return Promise.race([answer, new Promise((resolve) => { setTimeout(resolve, PATIENCE, null); })]);
}

async function answerPage(event) {
  const url = new URL(event.request.url);
  const address = decodeURI(url.href.slice(ROOT.length).replace(/[?#].*$/, "")).replace(/(^|\/)index\.html$/, "$1");
  // The browser's own cache would give an older page without telling; this asks the host whether there is a newer one.
  const asked = fetch(event.request.url, { cache: "no-cache", redirect: "manual" });
  const remembered = asked.then((response) => remember(address, response.clone()), () => undefined);
  event.waitUntil(remembered.catch(() => undefined)); // no room: then the page is not remembered
  const copy = await newestCopy(address);
  const answer = await ask(asked, Boolean(copy));
  if (answer) return answer;
  if (copy) return markCopy(copy);
  const failed = await asked.catch(() => null);
  if (failed) return failed;
  if (!/(?:^|\/|\.[a-z0-9]+)$/i.test(address) && (await newestCopy(address + "/"))) return Response.redirect(`${ROOT}${address}/`);
  if (address === ABSENT) return Response.error();
  return Response.redirect(`${ROOT}${ABSENT}?thieu=${encodeURIComponent(address)}`);
}

/** A page that says when it was copied; scripts/offline.js shows that. */
async function markCopy({ response, date }) {
  const html = await response.text();
  const mark = `</title><meta name="ban-luu" content="${date}">`;
  return new Response(html.replace("</title>", () => mark), { headers: response.headers });
}

/** Keeps the last pages that were visited, some few, and forgets those that are gone. */
async function remember(address, response) {
  const cache = await caches.open(RECENT);
  if (response.status === 404 || response.status === 410) return cache.delete(ROOT + address);
  const isPage = response.ok && !response.redirected && (response.headers.get("content-type") || "").startsWith("text/html");
  if (!isPage) return false;
  await cache.delete(ROOT + address); // so that it becomes the last one
  await cache.put(ROOT + address, dated(response));
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_RECENT)).map((key) => cache.delete(key)));
  return true;
}

async function answerPart(request) {
  const address = decodeURI(request.url.slice(ROOT.length).replace(/#.*$/, ""));
  if (IS_FIXED.test(address)) {
    const copy = await firstCopy(address);
    return copy ? copy.response : fetch(request);
  }
  const asked = fetch(request);
  const copy = (await firstCopy(address)) || (await firstCopy(address.replace(/\?.*$/, "")));
  const answer = await ask(asked, Boolean(copy));
  if (answer) return answer;
  return copy ? copy.response : asked;
}
