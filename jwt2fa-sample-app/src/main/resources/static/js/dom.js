// Access to what index.html has.

export const element = (id) => document.getElementById(id);

/** A new element with text and properties, and perhaps with others in it. */
export function create(name, properties = {}, ...content) {
  const created = Object.assign(document.createElement(name), properties);
  created.append(...content);
  return created;
}

export function hide(id, hidden = true) {
  element(id).hidden = hidden;
}
