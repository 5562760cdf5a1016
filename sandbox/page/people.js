// Who this browser plays, kept from one visit to the next.

const KEY = "sandbox.people";

/** Read the people of the last visit; a first visit begins with one. */
export function load() {
  try {
    const people = JSON.parse(localStorage.getItem(KEY));
    if (Array.isArray(people) && people.length) return people;
  } catch {
    localStorage.removeItem(KEY);
  }
  return [create("Camille", "fr")];
}

/** Keep them. */
export function save(people) {
  localStorage.setItem(KEY, JSON.stringify(people));
}

/** Someone new. The id is drawn at random: a bot that remembers people must not know them. */
export function create(firstName, languageCode) {
  const id = 100_000_000 + Math.floor(Math.random() * 900_000_000);
  return { id, first_name: firstName, language_code: languageCode, started: false };
}
