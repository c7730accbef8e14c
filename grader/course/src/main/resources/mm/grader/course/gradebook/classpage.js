'use strict';
// Sorts, filters and finds among the students; nothing is loaded, and without this program the whole table is shown.
(function () {
  const table = document.getElementById('students'), body = table.tBodies[0];
  const filters = document.querySelector('.filters');
  const search = document.getElementById('search'), status = document.getElementById('status');
  const count = document.getElementById('count');
  filters.hidden = false;

  function filter() {
    const text = search.value.trim().toLowerCase();
    let shown = 0;
    for (const row of body.rows) {
      row.hidden = !(row.textContent.toLowerCase().includes(text) && (!status.value || row.dataset.status === status.value));
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = shown + ' / ' + body.rows.length;
  }

  function value(row, column) {
    const text = row.cells[column].firstChild ? row.cells[column].firstChild.textContent.trim() : '';
    return text !== '' && !isNaN(text) ? Number(text) : text;
  }

  function compare(a, b) {
    if (typeof a === typeof b) return typeof a === 'number' ? a - b : a.localeCompare(b);
    return a === '' ? -1 : b === '' ? 1 : typeof a === 'number' ? -1 : 1;
  }

  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.textContent = '';
    head.appendChild(button);
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') === 'ascending';
      for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const rows = [...body.rows].sort((a, b) => (down ? -1 : 1) * compare(value(a, column), value(b, column)));
      rows.forEach(row => body.appendChild(row));
    });
  });
  search.addEventListener('input', filter);
  status.addEventListener('change', filter);
  filter();
})();
