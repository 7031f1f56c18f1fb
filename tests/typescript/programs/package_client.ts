import { Ollama, type Message } from "ollama";

const ollama = new Ollama({ host: process.env.OLLAMA_HOST ?? "http://127.0.0.1:11434", headers: { "X-App": "demo" } });

const history: Message[] = [];

async function ask(content: string): Promise<string> {
  history.push({ role: "user", content });
  const response = await ollama.chat({ model: "llama3.2", messages: history, think: false, format: "json" });
  const answer = response.message.content;
  history.push({ role: "assistant", content: answer });
  return answer;
}

async function plain(messages: { role: string; content: string }[]) {
  try {
    const response = await ollama.chat({ model: "missing", messages });
    return response.message.content.trim();
  } catch (error: any) {
    if (error.status_code === 404) return "no model";
    return error instanceof Error ? error.message : String(error);
  }
}

console.log(await ask("hi"));
console.log(await ask("more"));
console.log(await plain([{ role: "user", content: "yo" }]));
