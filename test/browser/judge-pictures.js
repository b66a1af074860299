// Runs in the page: what somebody would see that is wrong with each picture.
const contrast = (a, b) => {
  const light = (color) => {
    const [red, green, blue] = color.match(/\d+/g).map((part) => {
      const value = Number(part) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark, bright] = [light(a), light(b)].sort((one, other) => one - other);
  return (bright + 0.05) / (dark + 0.05);
};
const isWithin = (inner, outer) =>
  inner.left >= outer.left &&
  inner.right <= outer.right &&
  inner.top >= outer.top &&
  inner.bottom <= outer.bottom;
const meets = (a, b) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const fillOf = (element) => getComputedStyle(element).fill;

const faults = [...document.querySelectorAll('svg')].map((svg) => {
  const found = [];
  const frame = svg.getBoundingClientRect();
  const boxes = [...svg.querySelectorAll('g')].map((group) => group.querySelector('rect'));
  for (const box of boxes) {
    const place = box.getBoundingClientRect();
    if (!isWithin(place, frame)) found.push('a box is cut off');
    const texts = [...box.parentElement.querySelectorAll('text')];
    for (const text of texts) {
      if (!isWithin(text.getBoundingClientRect(), place))
        found.push(`cut off: ${text.textContent}`);
      if (contrast(fillOf(text), fillOf(box)) < 4.5) found.push(`faint: ${text.textContent}`);
    }
    for (const other of boxes) {
      if (other !== box && meets(place, other.getBoundingClientRect())) found.push('boxes overlap');
    }
  }
  for (const arrow of svg.querySelectorAll('path.arrow')) {
    const line = arrow.getBoundingClientRect();
    if (boxes.some((box) => meets(line, box.getBoundingClientRect())))
      found.push('an arrow crosses');
  }
  return {
    title: svg.querySelector('title').textContent,
    texts: svg.querySelectorAll('text').length,
    found,
  };
});
const result = document.createElement('pre');
result.id = 'result';
result.textContent = JSON.stringify({
  isDark: matchMedia('(prefers-color-scheme: dark)').matches,
  ground: fillOf(document.querySelector('.ground')),
  faults,
});
document.body.append(result);
