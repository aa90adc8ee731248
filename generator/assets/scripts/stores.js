// What this browser remembers in; a file that holds it, and such a file, held against what it may contain, back, out.
(function (sotay) {
  "use strict";

  const FORMAT = "sotay-cua-toi";
  const VERSION = 1;
  const LARGEST = 1024 * 1024; // bytes of a file
  const MOST = 5000; // entries of a table
  const LONGEST = 1000; // characters of a text
  const FORBIDDEN = ["__proto__", "constructor", "prototype"];

  const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const isText = (value) => typeof value === "string" && value.length <= LONGEST;
  const isDay = (value) => isText(value) && /^\d{4}-\d{2}-\d{2}$/.test(value);
  const isTime = (value) => isText(value) && /^\d{4}-\d{2}-\d{2}T[\d:.]{5,15}Z$/.test(value);
  const isAnchor = (value) => isText(value) && !/[\s"'<>]/.test(value);
  const areTexts = (value) => Array.isArray(value) && value.length <= MOST && value.every(isText);
  /** A test for a table with these keys and no others; `parts` gives the test of each value. */
  const hasOnly = (parts) => (value) =>
    isTable(value) && Object.entries(value).every(([key, one]) => Object.hasOwn(parts, key) && parts[key](one));
  const isOneOf = (...known) => (value) => known.includes(value);

  /** What is remembered: its name in the browser, how it is called, and what a key and a value of it look like. */
  const STORES = [
    { name: "sotay-da-doc", label: "Mục đã đọc", key: sotay.isEntryKey, value: hasOnly({ ten: isText, ngay: isDay }) },
    {
      name: "sotay-cho-doc", label: "Chỗ đọc dở", key: sotay.isEntryKey,
      value: hasOnly({ ten: isText, muc: isAnchor, tenMuc: isText, luc: isTime }),
    },
    { name: "sotay-viec", label: "Danh mục có việc đã đánh dấu", key: isText, value: areTexts },
    { name: "sotay-tu-kiem", label: "Câu tự kiểm tra đã chọn", key: isText, value: areTexts },
    {
      name: "sotay-moi", label: "Trang tin mới đã xem", key: isText,
      value: hasOnly({ learnt: isDay, seen: isDay, before: isDay }),
    },
    {
      name: "sotay-co-chu", label: "Cỡ chữ, bề rộng cột", key: isOneOf("co", "cot"),
      value: isOneOf("nho", "lon", "rat-lon", "hep", "rong"),
    },
  ].map((store) => ({ ...store, memory: sotay.memory(store.name) }));

  /** Everything that is remembered, as a file tells it: {format, version, saved, stores: {name: table}}. */
  function pack() {
    const filled = STORES.map(({ name, memory }) => [name, memory.read()]).filter(([, table]) => Object.keys(table).length);
    return { format: FORMAT, version: VERSION, saved: new Date().toLocaleDateString("sv"), stores: Object.fromEntries(filled) };
  }

  /** The first thing that is wrong with a table of a file; empty when nothing is. */
  function faultOf(name, table) {
    const store = STORES.find((one) => one.name === name);
    if (!store) return `có phần lạ “${name.slice(0, 60)}”`;
    if (!isTable(table)) return `phần “${store.label}” không đúng dạng`;
    const entries = Object.entries(table);
    if (entries.length > MOST) return `phần “${store.label}” có hơn ${MOST} dòng`;
    const bad = entries.find(([key, value]) => FORBIDDEN.includes(key) || !store.key(key) || !store.value(value));
    return bad ? `phần “${store.label}” có dòng không dùng được: “${bad[0].slice(0, 60)}”` : "";
  }

  /** The text of a file as {stores} or, where anything in it is not as it should be, {fault}: then nothing is taken. */
  function unpack(text) {
    let file;
    try {
      file = JSON.parse(text);
    } catch {
      return { fault: "tệp không phải JSON" };
    }
    if (!isTable(file) || file.format !== FORMAT) return { fault: "tệp không phải do trang này xuất ra" };
    if (file.version !== VERSION) return { fault: `tệp thuộc phiên bản khác (trang này đọc phiên bản ${VERSION})` };
    const strange = Object.keys(file).find((key) => !["format", "version", "saved", "stores"].includes(key));
    if (strange) return { fault: `có phần lạ “${strange.slice(0, 60)}”` };
    if (!isTable(file.stores)) return { fault: "tệp không có phần dữ liệu" };
    const fault = Object.entries(file.stores).map(([name, table]) => faultOf(name, table)).find(Boolean);
    return fault ? { fault } : { stores: file.stores };
  }

  const union = (one, other) => (Array.isArray(one) && Array.isArray(other) ? [...new Set([...one, ...other])] : one);

  /** Two values of one key: lists together, of two places the later one, otherwise what this browser has. */
  function join(own, given) {
    if (own && given && own.luc && given.luc) return own.luc > given.luc ? own : given;
    return union(own, given);
  }

  /** Takes in the tables of a file; with `isMerging` what is here stays. Tells whether the browser kept everything. */
  function take(stores, isMerging) {
    return STORES.every(({ name, memory }) => {
      const given = Object.hasOwn(stores, name) ? stores[name] : {};
      const own = isMerging ? memory.read() : {};
      const both = Object.entries(given).map(([key, value]) => [key, Object.hasOwn(own, key) ? join(own[key], value) : value]);
      return memory.replace({ ...own, ...Object.fromEntries(both) });
    });
  }

  const forget = () => STORES.every(({ memory }) => memory.replace({}));

  sotay.stores = { STORES, LARGEST, pack, unpack, take, forget };
})(window.sotay);
