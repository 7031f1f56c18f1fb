const BASE = process.env.OLLAMA_HOST ?? "http://localhost:11434";

async function ask(prompt) {
  const res = await fetch(`${BASE}/api/generate`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ model: "llama3.2", prompt, stream: false }),
  });
  const data = await res.json();
  const took = data.total_duration / 1e9;
  const speed = data.eval_count / (data.eval_duration / 1e9);
  console.log(`${data.response} ${took > 0} ${speed > 0}`);
}

async function warm() {
  await fetch(`${BASE}/api/generate`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ model: "llama3.2", keep_alive: -1 }),
  });
}

await warm();
await ask("hello");
