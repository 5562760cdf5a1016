// The way back to a list is the way one came: with its filters, on its page.
// Kept for this tab alone, and gone with it, or when one signs out.
const kept = (path) => `list:${path}`;
const list = document.querySelector("[data-list]");
if (list) sessionStorage.setItem(kept(location.pathname), list.dataset.list);

const back = document.querySelector(".back a");
const before = back && sessionStorage.getItem(kept(back.pathname));
if (before) {
  back.href = before;
  // A decision on the page of one thing goes back there too.
  for (const field of document.querySelectorAll("input[name=liste]")) field.value = before;
}

document.querySelector('form[action="/deconnexion"]')?.addEventListener("submit", () => sessionStorage.clear());
