import { sharedDataFolder, sharedDoor } from '../config.ts';
import { keep } from './keep.ts';

await keep({ door: sharedDoor(), dataDir: sharedDataFolder(), idleMs: 180_000 });
