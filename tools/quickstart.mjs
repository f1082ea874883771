// The whole story on the sandbox, told by the built program. `npm run quickstart -- --open` leaves the sandbox running.
process.argv.splice(2, 0, 'quickstart');
await import('../dist/engine/cli/main.js');
