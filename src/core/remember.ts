/** Keeps what was made of an object that never changes, for as long as the object lives. */
export function oncePer<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const known = made.get(key) ?? { value: make(key) };
    made.set(key, known);
    return known.value;
  };
}

/** Texts whose reading is kept: more than the templates of any published grader. */
const MOST_TEXTS = 256;
/** Characters of a text that is kept, so that all of them stay within some megabytes. */
const LONGEST_TEXT = 20_000;

/** Keeps what was made of the texts that were asked for last: a batch asks for the same few, row after row. */
export function oncePerText<Value>(make: (text: string) => Value): (text: string) => Value {
  const made = new Map<string, Value>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    const value = make(text);
    if (made.size >= MOST_TEXTS) made.clear();
    if (text.length <= LONGEST_TEXT) made.set(text, value);
    return value;
  };
}
