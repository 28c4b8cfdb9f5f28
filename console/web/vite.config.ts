import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// `npm run dev` serves the pages by themselves, beside a suite that is up.
export default defineConfig({
  plugins: [react()],
  build: { outDir: "../target/classes/static", emptyOutDir: true },
  server: { proxy: { "/api": "http://127.0.0.1:8080", "/nodes": "http://127.0.0.1:8080", "/api-docs": "http://127.0.0.1:8080" } },
});
