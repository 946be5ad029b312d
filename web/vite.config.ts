import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  root,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Says which files each page fetches, so that a test can weigh them.
    manifest: true,
    // The default minifier refuses govuk-frontend's media queries.
    cssMinify: 'esbuild',
  },
  css: {
    preprocessorOptions: {
      scss: { quietDeps: true, loadPaths: [fileURLToPath(new URL('../node_modules', import.meta.url))] },
    },
  },
})
