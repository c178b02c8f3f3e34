import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { componentStyles } from './component-styles.mjs';
import { precompressed } from './precompress.mjs';

/** `npx vite apps/console-web` while one works on a page: the API is that of a running house. */
const gateway = process.env.GATEWAY_URL ?? 'http://127.0.0.1:8080';
const api = { target: gateway, changeOrigin: true, headers: { origin: gateway } };

/** The libraries are read as sources (export condition "source"), so that no build of theirs is needed first. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), componentStyles(), precompressed()],
  resolve: { conditions: ['source', 'module', 'browser', 'production'] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2023',
    // Browsers that know light-dark(); for older ones it would be rewritten into something that ignores the chosen colours.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    // What most pages share comes in one piece: half as many answers before the first page, and fewer bytes.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'kit', minShareCount: 8 }] } } },
  },
  server: { host: '127.0.0.1', proxy: { '/v1': api, '/reference': api, '/openapi.json': api } },
});
