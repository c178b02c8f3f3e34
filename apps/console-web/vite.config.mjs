import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The libraries are read as sources (export condition "source"), so that no build of theirs is needed first. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: { conditions: ['source', 'module', 'browser', 'production'] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2023',
    modulePreload: { polyfill: false },
  },
});
