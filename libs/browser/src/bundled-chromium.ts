import { execFile, execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliDecompress, createBrotliDecompress } from 'node:zlib';
import { installed } from '@platform/local-servers';

const run = promisify(execFile);
const decompressed = promisify(brotliDecompress);

/**
 * The Chromium inside the npm package, unpacked once into the cache; two that start at once do not disturb each other.
 * It is built for x64 Linux. Where the system lacks the NSS libraries, those of the package are put before it.
 */
export async function bundledChromium(): Promise<{ executablePath: string; env: Record<string, string> }> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      'there is no Chromium: install one (chromium or google-chrome on PATH) or name it in CHROMIUM_PATH',
    );
  const bin = join(packageFolder(), 'bin');
  const folder = await installed(`chromium-${await version()}`, (target) => unpack(bin, target));
  const executablePath = join(folder, 'chromium');
  const fonts = { FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  if (await starts(executablePath, fonts)) return { executablePath, env: fonts };
  const withLibraries = { ...fonts, LD_LIBRARY_PATH: join(folder, 'lib') };
  await run(executablePath, ['--version'], { env: withLibraries });
  return { executablePath, env: withLibraries };
}

/** A bare machine has no font at all; those of the package come after those of the system. */
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/** The package exports its entry alone; its folder is the one above that entry which holds its description. */
const packageFolder = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../..');

async function version(): Promise<string> {
  const description = await readFile(join(packageFolder(), 'package.json'), 'utf8');
  return (JSON.parse(description) as { version: string }).version;
}

async function unpack(bin: string, target: string): Promise<void> {
  const program = join(target, 'chromium');
  await Promise.all([
    pipeline(createReadStream(join(bin, 'chromium.br')), createBrotliDecompress(), createWriteStream(program)),
    untar(join(bin, 'al2023.tar.br'), target),
    untar(join(bin, 'swiftshader.tar.br'), target),
    untar(join(bin, 'fonts.tar.br'), target),
  ]);
  await writeFile(join(target, 'fonts.conf'), fontsConf);
  await chmod(program, 0o755);
}

async function untar(archive: string, folder: string): Promise<void> {
  const input = await decompressed(await readFile(archive));
  execFileSync('tar', ['-x', '--no-same-owner', '-C', folder], { input, stdio: ['pipe', 'ignore', 'inherit'] });
}

/** Whether the system's own libraries are enough for it. */
const starts = (program: string, env: Record<string, string>): Promise<boolean> =>
  run(program, ['--version'], { env }).then(
    () => true,
    () => false,
  );
