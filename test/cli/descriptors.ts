/** One file of nginx. */
export const SMALL = 'name: shop\nsocket: unix:/run/shop/app.sock\nmount: /shop\n';

/** A fragment that needs a second file, at http level. */
export const TWO_FILES = 'name: shop\nsocket: ["127.0.0.1:9001", "127.0.0.1:9002"]\n';

/** Refused: the mode is no string. */
export const REFUSED = 'name: shop\nsocket: {path: /run/a.sock, mode: 0660}\n';
