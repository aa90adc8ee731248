// A kind's keys and the text of an entry in, the values for the form out, and back: the file format that the editor uses.
//
// An editor that reads YAML into values and writes values as YAML loses comments, blank lines, quotation marks and the
// order of keys. This one keeps the text it read: what did not change is written as it stood, byte for byte; a key that
// changed gets its new value in the node that held the old one, so that the comments and the style within it stay.
import { Document, isAlias, isMap, isPair, isScalar, isSeq, parseDocument, Scalar } from "yaml";

const FRONT = /^---[ \t]*\n([\s\S]*?\n)?---[ \t]*(?:\n([\s\S]*))?$/;
// YAML 1.1 is what the generator reads: there a bare `no` is false and a bare `2026-11-22` a day.
const READ = { version: "1.1", keepSourceTokens: true, uniqueKeys: true };
const WRITE = { lineWidth: 0, flowCollectionPadding: false, indentSeq: true };

/** The format of one kind; `keys` are its declared keys in order, each with the type of its values. */
export function frontMatterFormat(keys) {
  const originals = new Map();
  return {
    fromFile(text) {
      const parts = split(text);
      if (!parts) throw new Error("Tệp không có phần đầu giữa hai dòng ---");
      const values = parts.document.toJS();
      originals.set(String(values.id), text);
      return { ...shown(values, { is: "part", keys }), body: parts.body };
    },
    toFile(entry) {
      const { body, ...values } = entry;
      const text = written(originals.get(String(values.id)), values, body ?? "", keys);
      originals.set(String(values.id), text);
      return text;
    },
  };
}

function split(text) {
  const match = FRONT.exec(text);
  if (!match) return null;
  const document = parseDocument(match[1] ?? "", READ);
  if (document.errors.length) throw document.errors[0];
  if (!isMap(document.contents)) return null;
  return { document, front: match[1], body: (match[2] ?? "").replace(/^\n+/, "") };
}

/** Values as a form takes them: dates as text, short forms as the parts they stand for, what a missing choice means. */
function shown(value, shape) {
  if (value === null || value === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => shown(item, { ...shape, list: false }));
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, "");
  if (shape?.is === "part") {
    if (typeof value !== "object") return shape.short ? { [shape.short]: String(value) } : value;
    const missing = Object.entries(shape.keys).filter(([key, one]) => one.default !== undefined && !(key in value));
    const given = Object.entries(value).map(([key, inner]) => [key, shown(inner, shape.keys[key])]);
    return Object.fromEntries([...given, ...missing.map(([key, one]) => [key, one.default])]);
  }
  if (shape?.is === "clock" && typeof value === "number") {
    return [Math.floor(value / 60), value % 60].map((part) => String(part).padStart(2, "0")).join(":");
  }
  return ["boolean", "number"].includes(shape?.is) || typeof value === "object" ? value : String(value);
}

/** The text of an entry with these values; what the original text has and the form does not know stays. */
function written(original, values, body, keys) {
  const parts = original === undefined ? null : split(original);
  if (!parts) return `---\n${fresh(values, keys)}---\n${body ? `\n${body.replace(/\n*$/, "\n")}` : ""}`;
  const front = merged(parts, values, keys);
  const before = parts.body.replace(/\n*$/, "");
  const tail = body.replace(/\n*$/, "") === before ? original.slice(original.length - tailLength(original)) : null;
  const text = `---\n${front}---\n${tail ?? (body ? `\n${body.replace(/\n*$/, "\n")}` : "")}`;
  prove(text, values, parts, keys);
  return text;
}

function tailLength(text) {
  return (FRONT.exec(text)[2] ?? "").length;
}

function fresh(values, keys) {
  const document = new Document({}, READ);
  for (const key of Object.keys(keys)) {
    const value = stored(values[key], keys[key]);
    if (value !== undefined) document.set(key, document.createNode(value));
  }
  return document.toString(WRITE);
}

/** The front matter, pair by pair: as it stood, or with its new value; new keys where the declarations put them. */
function merged({ document, front }, values, keys) {
  const pairs = document.contents.items;
  const pieces = [];
  let end = 0;
  for (const [number, pair] of pairs.entries()) {
    const key = String(pair.key.value);
    const [start, stop] = [pair.key.range[0], valueEnd(pair, front)];
    pieces.push({ text: front.slice(end, start) });
    end = stop;
    const old = pair.value?.toJS(document) ?? null;
    const value = key in keys ? stored(values[key], keys[key], old) : old;
    if (value === undefined) end = lineEnd(front, stop);
    else if (key in keys && !means(old, value, keys[key])) {
      const after = front.slice(stop, pairs[number + 1]?.key.range[0]);
      pieces.push({ key, text: changed(pair, value, document, keys[key], after) });
    } else pieces.push({ key, text: front.slice(start, stop) });
  }
  const rest = front.slice(end);
  const added = Object.keys(keys).filter((key) => !pairs.some((pair) => String(pair.key.value) === key));
  for (const key of added) {
    const value = stored(values[key], keys[key]);
    if (value !== undefined) insert(pieces, key, `${single(key, value)}\n`, Object.keys(keys));
  }
  const text = pieces.map((piece) => piece.text).join("") + rest;
  return text.endsWith("\n") ? text : `${text}\n`;
}

/** Where a pair's value ends in the text: comments and blank lines after it belong to what comes next. */
function valueEnd(pair, front) {
  const stop = pair.value?.range ? pair.value.range[1] : pair.key.range[1] + 1;
  const text = front.slice(pair.key.range[0], stop);
  return pair.key.range[0] + text.replace(/\s+$/, "").length;
}

function lineEnd(text, from) {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end + 1;
}

/** A new key stands before the first present key that the declarations put after it. */
function insert(pieces, key, text, order) {
  const rank = order.indexOf(key);
  const later = pieces.findIndex((piece) => piece.key && order.indexOf(piece.key) > rank);
  if (later >= 0) pieces.splice(later, 0, { key, text });
  else {
    if (pieces.length && !pieces.map((piece) => piece.text).join("").endsWith("\n")) pieces.push({ text: "\n" });
    pieces.push({ key, text: text.replace(/\n$/, "") });
  }
}

/** The pair with its new value; a remark that stands `after` the value stays there and is not written twice. */
function changed(pair, value, document, shape, after) {
  updated(pair, "value", value, document, shape);
  const alone = new Document({}, READ);
  pair.key.commentBefore = undefined;
  pair.key.spaceBefore = false;
  if (pair.value?.comment && after.includes(`#${pair.value.comment.split("\n")[0]}`)) pair.value.comment = undefined;
  alone.contents.items.push(pair);
  return alone.toString(WRITE).replace(/\n+$/, "");
}

function single(key, value) {
  const alone = new Document({}, READ);
  alone.set(key, alone.createNode(value));
  return alone.toString(WRITE).replace(/\n+$/, "");
}

/** Put a value into `holder[slot]`, into the nodes that are there as far as they fit. */
function updated(holder, slot, value, document, shape) {
  const node = holder[slot];
  if (node && means(node.toJS(document), value, shape)) return;
  if (isMap(node) && value !== null && typeof value === "object" && !Array.isArray(value) && !(value instanceof Date)) {
    node.items = node.items.filter((pair) => String(pair.key.value) in value);
    for (const [key, inner] of Object.entries(value)) {
      const pair = node.items.find((one) => isPair(one) && String(one.key.value) === key);
      if (pair) updated(pair, "value", inner, document, shape?.keys?.[key]);
      else node.items.push(document.createPair(key, inner));
    }
  } else if (isSeq(node) && Array.isArray(value)) {
    node.items = inOrder(node.items, value, document, { ...shape, list: false });
  } else if (isScalar(node) && !isAlias(node) && (value === null || typeof value !== "object")) {
    node.value = value;
    if (typeof value !== "string") node.type = Scalar.PLAIN;
    node.source = undefined;
  } else {
    const made = document.createNode(value);
    made.comment = node?.comment;
    made.commentBefore = node?.commentBefore;
    holder[slot] = made;
  }
}

/** Nodes for the items of a list: unchanged items keep theirs wherever they moved, the others change in place. */
function inOrder(nodes, values, document, shape) {
  const left = nodes.map((node) => ({ node, value: node.toJS(document) }));
  const taken = values.map((value) => {
    const found = left.findIndex((item) => item && means(item.value, value, shape));
    if (found < 0) return null;
    const { node } = left[found];
    left[found] = null;
    return node;
  });
  return values.map((value, index) => {
    if (taken[index]) return taken[index];
    const holder = { node: left[index]?.node };
    left[index] = null;
    updated(holder, "node", value, document, shape);
    return holder.node;
  });
}

/** A form's value as the file holds it; undefined when there is nothing to write. */
function stored(value, shape, old) {
  if (isEmpty(value)) return undefined;
  if (shape.list) {
    const items = (Array.isArray(value) ? value : [value]).map((item) => one(item, shape)).filter((item) => !isEmpty(item));
    return items.length ? items : undefined;
  }
  const found = one(value, shape, old);
  return shape.default !== undefined && same(found, shape.default) && old === undefined ? undefined : found;
}

function one(value, shape, old) {
  if (shape.is === "part" && typeof value === "object") return part(value, shape, old);
  if (shape.is === "date" || (shape.is === "partial-date" && /^\d{4}-\d\d-\d\d$/.test(value))) return day(value);
  if (shape.is === "partial-date" && /^\d{4}$/.test(value)) return Number(value);
  return typeof value === "string" ? value.normalize("NFC").trim() : value;
}

function day(value) {
  const date = new Date(`${value}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? value : date;
}

/** A part with only the text of its short form is written as that text. */
function part(value, shape) {
  const kept = {};
  for (const [key, inner] of Object.entries(shape.keys)) {
    const found = stored(value[key], inner);
    if (found !== undefined) kept[key] = found;
  }
  for (const key of Object.keys(value)) if (!(key in shape.keys) && !isEmpty(value[key])) kept[key] = value[key];
  const names = Object.keys(kept);
  if (!names.length) return undefined;
  return shape.short && names.length === 1 && names[0] === shape.short ? kept[shape.short] : kept;
}

function isEmpty(value) {
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.every(isEmpty);
  return typeof value === "object" && !(value instanceof Date) && Object.values(value).every(isEmpty);
}

/** Whether what stands in the file is the value to write, be it in the long or the short form. */
function means(old, value, shape) {
  return same(old, value) || (shape !== undefined && same(stored(shown(old, shape), shape, old), value));
}

/** Whether two values are the same, whatever the order of keys. */
function same(left, right) {
  if (left instanceof Date && right instanceof Date) return left.getTime() === right.getTime();
  if (left === null || right === null || typeof left !== "object" || typeof right !== "object") return left === right;
  if (Array.isArray(left) !== Array.isArray(right) || left instanceof Date || right instanceof Date) return false;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => key in right && same(left[key], right[key]));
}

/** What is written, read again, must say what the form said; otherwise nothing is saved. */
function prove(text, values, before, keys) {
  const now = split(text)?.document.toJS() ?? {};
  const old = before.document.toJS();
  for (const key of new Set([...Object.keys(keys), ...Object.keys(old)])) {
    const wanted = key in keys ? stored(values[key], keys[key], old[key]) : old[key];
    const isRight = key in keys ? means(now[key], wanted, keys[key]) : same(now[key], wanted);
    if (!isRight) throw new Error(`Không ghi được trường “${key}”; tệp chưa bị đổi.`);
  }
}
