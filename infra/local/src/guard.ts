import { fileURLToPath } from 'node:url';

/** The script that runs a command and stops it when the pipe on its input closes: `guard.sh PID_FILE PATIENCE COMMAND…` */
export const guardScript = fileURLToPath(new URL('../guard.sh', import.meta.url));
