// A guide's page, or the page of kept guides, in; buttons that keep, update and drop copies out. offline.py writes the lists.
(function (sotay) {
  "use strict";

  const { element, offline: { root, tellAge, isRefreshDue } } = sotay;
  const OWN = `sotay:${root.pathname}:`;
  const AT_ONCE = 6;
  const address = (path) => new URL(path, root).href;
  const keyOf = (path, hash) => address(path) + (path.includes("?") ? "&" : "?") + "h=" + hash;
  const openLists = () => caches.open(OWN + "lists");
  const openFiles = () => caches.open(OWN + "files");

  /** What stopped a copy, in words for the reader. */
  class Trouble extends Error {}

  const inMegabytes = (bytes) => `${(bytes / 1e6).toLocaleString("vi", { maximumFractionDigits: 1 })} MB`;

  async function fetchNew(path) {
    const response = await fetch(address(path), { cache: "no-cache" }).catch(() => null);
    if (!response || !response.ok) throw new Trouble("Mạng đứt giữa chừng. Phần đã tải còn đó, bấm lại để tải tiếp.");
    return response;
  }

  const readIndex = async () => (await (await fetchNew("offline/index.json")).json()).guides;
  const readList = async (id) => (await fetchNew(`offline/${id}.json`)).json();

  /** The kept guides, each as its list and the moment it was kept, newest first. */
  async function readKept() {
    if (!(await caches.has(OWN + "lists"))) return []; // whoever keeps nothing gets no empty cache either
    const cache = await openLists();
    const responses = await Promise.all((await cache.keys()).map((key) => cache.match(key)));
    const lists = await Promise.all(responses.map((response) => response.json()));
    return lists.sort((a, b) => b.kept.localeCompare(a.kept));
  }

  function tellWorker() {
    if (navigator.serviceWorker.controller) navigator.serviceWorker.controller.postMessage("lists");
  }

  async function ensureRoom(bytes) {
    if (!navigator.storage || !navigator.storage.estimate) return;
    const { quota, usage } = await navigator.storage.estimate();
    const left = quota - usage;
    if (left < bytes) throw new Trouble(`Không đủ chỗ trên máy: cần ${inMegabytes(bytes)}, còn ${inMegabytes(left)}.`);
    if (navigator.storage.persist) await navigator.storage.persist();
  }

  /** Fetches what a list names and is not here yet; `progress(done, all)` after every file. */
  async function fetchMissing(list, progress) {
    const files = await openFiles();
    const present = new Set((await files.keys()).map((key) => key.url));
    const missing = list.files.filter(([path, hash]) => !present.has(keyOf(path, hash)));
    await ensureRoom(missing.reduce((sum, [, , size]) => sum + size, 0));
    let done = 0;
    const queue = missing.values();
    async function work() {
      for (const [path, hash] of queue) {
        const response = await fetchNew(path);
        await files.put(keyOf(path, hash), new Response(response.body, { headers: response.headers }));
        progress(++done, missing.length);
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  /** Keeps a guide, or brings its copy up to date; the old copy holds until the new one is whole. */
  async function keep(id, progress = () => undefined) {
    let list = await readList(id);
    for (let before = null; !before || before.version !== list.version;) {
      before = list;
      await fetchMissing(list, progress);
      list = await readList(id); // the site may have been published anew meanwhile
    }
    const kept = { ...list, kept: new Date().toISOString() };
    await (await openLists()).put(address(`offline/${id}.json`), new Response(JSON.stringify(kept)));
    await sweep();
  }

  async function drop(id) {
    await (await openLists()).delete(address(`offline/${id}.json`));
    await sweep();
  }

  /** Files that no list names any more go: replaced, withdrawn, or of a guide that was dropped. */
  async function sweep() {
    const files = await openFiles();
    const named = new Set((await readKept()).flatMap((list) => list.files.map(([path, hash]) => keyOf(path, hash))));
    const keys = await files.keys();
    await Promise.all(keys.filter((key) => !named.has(key.url)).map((key) => files.delete(key)));
    tellWorker();
  }

  /** Guides that changed are fetched anew, those that are no more go. */
  async function refresh() {
    const offered = new Map((await readIndex()).map((guide) => [guide.id, guide.version]));
    for (const { id, version } of await readKept()) {
      if (!offered.has(id)) await drop(id);
      else if (offered.get(id) !== version) await keep(id);
    }
    sotay.memory("sotay-ban-luu").keep("asked", new Date().toDateString());
  }

  function button(text, act) {
    const made = element("button", { className: "nut-nho", textContent: text });
    made.addEventListener("click", act);
    return made;
  }

  const contents = (guide) =>
    `${guide.pages} trang${guide.searchable ? " và phần tìm kiếm" : "; phần tìm kiếm quá lớn nên không giữ kèm"}, khoảng ${inMegabytes(guide.bytes)}`;

  /** Buttons and a status for one guide, in `box`; `changed` is called once a copy has come or gone. */
  function offer(box, id, { kept, offered }, changed) {
    const status = element("span", { className: "giu-bao" });
    status.setAttribute("role", "status");
    const act = (work, done) => async () => {
      for (const one of box.querySelectorAll("button")) one.disabled = true;
      try {
        await work();
        await changed(done);
      } catch (error) {
        for (const one of box.querySelectorAll("button")) one.disabled = false;
        status.textContent = error instanceof Trouble ? error.message : "Trình duyệt không cho lưu thêm trên máy này.";
        if (!(error instanceof Trouble)) throw error;
      }
    };
    const bar = element("progress", { max: 1, value: 0, hidden: true });
    bar.setAttribute("aria-label", "Đang tải");
    const show = (count, all) => {
      Object.assign(bar, { hidden: false, max: all, value: count });
      status.textContent = `Đang tải ${count}/${all} tệp`;
    };
    const work = () => keep(id, show);
    if (!kept) {
      const first = button("Giữ để đọc không có mạng", act(work, "Đã giữ xong."));
      box.replaceChildren(first, " ", element("small", { className: "phu", textContent: contents(offered) }), bar, " ", status);
      return;
    }
    const isOld = offered && offered.version !== kept.version;
    box.replaceChildren(
      element("span", { className: "giu-tuoi", textContent: `Đã giữ ${tellAge(kept.kept)}${isOld ? "; đã có bản mới hơn" : ""}.` }),
      " ", button("Cập nhật bản đã giữ", act(work, "Đã cập nhật.")),
      " ", button("Bỏ", act(() => drop(id), "Đã bỏ bản lưu.")), bar, " ", status);
  }

  /** Below the head of a guide. */
  async function enhanceGuide(box, said = "") {
    const id = box.dataset.giu;
    const [all, guides] = await Promise.all([readKept(), readIndex().catch(() => [])]);
    const kept = all.find((one) => one.id === id);
    const offered = guides.find((one) => one.id === id);
    box.hidden = !kept && !offered;
    if (box.hidden) return;
    offer(box, id, { kept, offered }, (done) => enhanceGuide(box, done));
    settle(box, said);
  }

  /** After an action the buttons are new ones: says what was done, and gives the focus back. */
  function settle(box, said) {
    if (!said) return;
    const first = box.querySelector("button");
    if (first) first.focus();
    const status = box.querySelector("[role=status]");
    if (status) status.textContent = said;
  }

  function guideRow(id, title, path, state, changed) {
    const row = element("li", {}, element("a", { href: address(path), textContent: title }));
    const box = element("div", { className: "giu" });
    row.append(box);
    offer(box, id, state, changed);
    return row;
  }

  function section(title, rows) {
    return rows.length ? [element("h2", { textContent: title }), element("ul", { className: "giu-danh-sach" }, ...rows)] : [];
  }

  /** What a reader wanted to open without a network, and has not kept. */
  function tellAbsent() {
    const wanted = new URLSearchParams(location.search).get("thieu");
    if (wanted === null || !/^[^:]*$/.test(wanted) || /^[/\\]/.test(wanted)) return [];
    const link = element("a", { href: address(wanted), textContent: "/" + wanted });
    return [element("p", { className: "giu-thieu" }, "Trang ", link, " chưa được giữ trên máy này; mở lại khi có mạng.")];
  }

  async function enhancePage(box, said = "") {
    const [kept, guides] = await Promise.all([readKept(), readIndex().catch(() => null)]);
    const offered = new Map((guides || []).map((one) => [one.id, one]));
    const again = (done) => enhancePage(box, done);
    const keptRows = kept.map((one) => guideRow(one.id, one.title, one.address, { kept: one, offered: offered.get(one.id) }, again));
    const others = [...offered.values()].filter((one) => !kept.some(({ id }) => id === one.id));
    const otherRows = others.map((one) => guideRow(one.id, one.title, one.address, { offered: one }, again));
    const sizes = new Map(kept.flatMap((one) => one.files.map(([path, hash, size]) => [keyOf(path, hash), size])));
    const total = inMegabytes([...sizes.values()].reduce((sum, size) => sum + size, 0));
    const status = element("p", { className: "giu-bao", textContent: said });
    status.setAttribute("role", "status");
    const all = (work, done) => async () => {
      status.textContent = "Đang làm…";
      try {
        await work();
        await again(done);
      } catch (error) {
        status.textContent = error.message;
        if (!(error instanceof Trouble)) throw error;
      }
    };
    const keepAll = async () => { for (const { id } of kept) await keep(id); };
    const dropAll = async () => { for (const { id } of kept) await drop(id); };
    const summary = kept.length
      ? element("p", {}, `${kept.length} hướng dẫn, tất cả ${total}. `, button("Cập nhật tất cả", all(keepAll, "Đã cập nhật tất cả.")), " ", button("Bỏ tất cả", all(dropAll, "Đã bỏ tất cả.")))
      : element("p", { textContent: "Chưa giữ hướng dẫn nào trên máy này." });
    box.replaceChildren(...tellAbsent(), summary, status, ...section("Đã giữ", keptRows), ...section("Có thể giữ thêm", otherRows));
    if (!guides) box.append(element("p", { className: "phu", textContent: "Không có mạng nên chưa biết có bản mới hơn hay không." }));
  }

  async function start() {
    if (isRefreshDue) await refresh().catch((error) => { if (!(error instanceof Trouble)) throw error; });
    for (const box of document.querySelectorAll("[data-giu]")) await enhanceGuide(box);
    for (const box of document.querySelectorAll("[data-ban-da-giu]")) await enhancePage(box);
  }

  start();
})(window.sotay);
