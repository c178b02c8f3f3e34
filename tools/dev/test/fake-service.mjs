// A service that only says that it lives. CRASH: ends at once. DEAF: ignores SIGTERM. SHY: never answers.
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { NAME, PORT, DIARY, CRASH, DEAF, SHY } = process.env;
const write = (what) => appendFileSync(DIARY, `${NAME} ${what}\n`);

if (CRASH) {
  console.error('no such luck');
  process.exit(3);
}
const server = createServer((_request, response) => SHY || response.end('ready'));
server.listen(Number(PORT), '127.0.0.1', () => write('starts'));
process.on('SIGTERM', () => {
  if (DEAF) return;
  write('stops');
  process.exit(0);
});
