// One box ticks all of a page, and shows whether all, some or none are.
for (const all of document.querySelectorAll("[data-all]")) {
  const boxes = [...all.form.elements].filter((one) => one.name === all.dataset.all);
  const look = () => {
    const ticked = boxes.filter((one) => one.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  all.hidden = false;
  all.addEventListener("change", () => boxes.forEach((one) => { one.checked = all.checked; }));
  all.form.addEventListener("change", look);
  look();
}
