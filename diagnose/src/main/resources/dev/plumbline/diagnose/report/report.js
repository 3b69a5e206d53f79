
(() => {
  'use strict';
  const root = document.documentElement;

  // Colours: as the system has them until somebody says otherwise.
  const theme = document.getElementById('theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const dark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : system.matches);
  const label = () => { theme.textContent = dark() ? 'Light' : 'Dark'; };
  theme.hidden = false;
  theme.addEventListener('click', () => { root.dataset.theme = dark() ? 'light' : 'dark'; label(); });
  system.addEventListener('change', label);
  label();

  // Printing shows everything; what was folded is folded again afterwards.
  let unfolded = [];
  addEventListener('beforeprint', () => {
    unfolded = [...document.querySelectorAll('details:not([open])')];
    unfolded.forEach((each) => { each.open = true; });
  });
  addEventListener('afterprint', () => unfolded.forEach((each) => { each.open = false; }));

  // Bytes and fields: either shows the other.
  const items = (box) => [...box.querySelectorAll('[role=treeitem]')];
  const stretches = (box) => [...box.querySelectorAll('.hex [data-f]')];

  function readout(box, item) {
    const from = Number(item.dataset.o);
    const length = Number(item.dataset.n);
    const where = length === 0 ? 'no bytes' : length === 1 ? `byte ${from}` : `bytes ${from} to ${from + length - 1}`;
    const part = (name) => {
      const found = item.querySelector(`:scope > .field > .${name}`);
      return found ? found.textContent : '';
    };
    const line = box.querySelector('.readout');
    const name = document.createElement('strong');
    name.textContent = part('name');
    line.replaceChildren(name, ` · ${[where, part('value'), part('meaning')].filter(Boolean).join(' · ')}`);
  }

  function scrollWithin(frame, target) {
    const outer = frame.getBoundingClientRect();
    const inner = target.getBoundingClientRect();
    if (inner.top < outer.top || inner.bottom > outer.bottom) {
      frame.scrollTop += inner.top - outer.top - outer.height / 3;
    }
  }

  function show(box, number, scroll) {
    const all = items(box);
    const item = all[number];
    if (!item) {
      return;
    }
    box.querySelectorAll('.on').forEach((each) => each.classList.remove('on'));
    all.forEach((each) => each.removeAttribute('aria-selected'));
    item.classList.add('on');
    item.setAttribute('aria-selected', 'true');
    const last = Number(item.dataset.l);
    const lit = stretches(box).filter((each) => Number(each.dataset.f) >= number && Number(each.dataset.f) <= last);
    lit.forEach((each) => each.classList.add('on'));
    box.dataset.current = number;
    readout(box, item);
    if (scroll !== 'fields') {
      scrollWithin(box.querySelector('.fields'), item.firstElementChild);
    }
    if (scroll !== 'hex' && lit.length > 0) {
      scrollWithin(box.querySelector('.hex-frame'), lit[0]);
    }
  }

  function pointed(event) {
    const target = event.target instanceof Element ? event.target.closest('.xray [data-f]') : null;
    return target ? { box: target.closest('.xray'), target, hex: target.closest('.hex') !== null } : null;
  }

  document.addEventListener('mouseover', (event) => {
    const at = pointed(event);
    if (at && at.box.dataset.pinned === undefined) {
      show(at.box, Number(at.target.dataset.f), at.hex ? 'hex' : 'fields');
    }
  });

  document.addEventListener('click', (event) => {
    const at = pointed(event);
    if (at) {
      const again = at.box.dataset.pinned === at.target.dataset.f;
      delete at.box.dataset.pinned;
      show(at.box, Number(at.target.dataset.f), at.hex ? 'hex' : 'fields');
      if (!again) {
        at.box.dataset.pinned = at.target.dataset.f;
      }
    }
  });

  function focusItem(box, number) {
    const all = items(box);
    all.forEach((each) => { each.tabIndex = -1; });
    all[number].tabIndex = 0;
    all[number].focus({ preventScroll: true });
  }

  document.addEventListener('focusin', (event) => {
    const item = event.target.closest('[role=treeitem]');
    if (item) {
      show(item.closest('.xray'), Number(item.dataset.f), 'both');
    } else if (event.target.classList.contains('hex')) {
      const box = event.target.closest('.xray');
      show(box, Number(box.dataset.current || 0), 'hex');
    }
  });

  // In the tree up and down go from line to line; among the bytes every arrow goes from stretch to stretch.
  function step(event, box, current) {
    const all = items(box);
    const parent = all[current].parentElement.closest('[role=treeitem]');
    switch (event.key) {
      case 'ArrowDown': return Math.min(current + 1, all.length - 1);
      case 'ArrowUp': return Math.max(current - 1, 0);
      case 'ArrowRight': return Number(all[current].dataset.l) > current ? current + 1 : current;
      case 'ArrowLeft': return parent ? Number(parent.dataset.f) : current;
      case 'Home': return 0;
      case 'End': return all.length - 1;
      default: return -1;
    }
  }

  function stride(event, box, current) {
    const owners = [...new Set(stretches(box).map((each) => Number(each.dataset.f)))];
    const at = Math.max(0, owners.findIndex((each) => each >= current));
    switch (event.key) {
      case 'ArrowRight': case 'ArrowDown': return owners[Math.min(at + 1, owners.length - 1)];
      case 'ArrowLeft': case 'ArrowUp': return owners[Math.max(at - 1, 0)];
      case 'Home': return owners[0];
      case 'End': return owners[owners.length - 1];
      default: return -1;
    }
  }

  document.addEventListener('keydown', (event) => {
    const box = event.target.closest('.xray');
    if (!box) {
      return;
    }
    if (event.key === 'Escape') {
      delete box.dataset.pinned;
      return;
    }
    const hex = event.target.classList.contains('hex');
    const current = Number(box.dataset.current || 0);
    const next = hex ? stride(event, box, current) : step(event, box, current);
    if (next < 0) {
      return;
    }
    event.preventDefault();
    if (hex) {
      show(box, next, 'both');
    } else {
      focusItem(box, next);
    }
  });

  // A link to a message unfolds it, and whatever it lies in; a link to bytes lights the field that they are.
  function reveal(hash) {
    const target = hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
    for (let each = target; each; each = each.parentElement) {
      if (each instanceof HTMLDetailsElement) {
        each.open = true;
      }
    }
    return target;
  }

  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    const target = link ? reveal(link.hash) : null;
    if (!target || !link.dataset.bytes) {
      return;
    }
    const [from, to] = link.dataset.bytes.split('-').map(Number);
    const box = target.querySelector('.xray');
    const within = items(box).filter((each) => {
      const begin = Number(each.dataset.o);
      return begin <= from && begin + Number(each.dataset.n) >= to;
    });
    const best = within.length > 0 ? within[within.length - 1] : null;
    if (best) {
      show(box, Number(best.dataset.f), 'both');
      box.dataset.pinned = best.dataset.f;
    }
  });
  addEventListener('hashchange', () => reveal(location.hash));
  reveal(location.hash);
})();
