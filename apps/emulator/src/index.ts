export { type Config, readConfig, schema } from './config.ts';
export { ActivationFailed, type Emulator, EXIT_ACTIVATION_FAILED, startEmulator } from './emulator.ts';
