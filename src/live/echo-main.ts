import { serveEcho } from './serve-echo.ts';

await serveEcho(process.argv.slice(2));
