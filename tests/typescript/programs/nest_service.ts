import { HttpService } from '@nestjs/axios'
import axios from 'axios'
import { catchError, firstValueFrom, lastValueFrom, map, throwError, timeout } from 'rxjs'

class Config {
  get<T>(name: string, otherwise: T): T {
    return (process.env[name] as T | undefined) ?? otherwise
  }
}

class LlmService {
  private readonly url: string

  constructor(
    private readonly httpService: HttpService,
    private readonly configService: Config,
  ) {
    this.url = this.configService.get<string>('NOT_SET', 'http://localhost:11434')
  }

  async complete(prompt: string): Promise<string> {
    const { data } = await firstValueFrom(
      this.httpService.post<{ response: string }>(`${this.url}/api/generate`, { model: 'llama3.2', prompt, stream: false }),
    )
    return data.response
  }

  async chat(question: string): Promise<string> {
    const reply$ = this.httpService
      .post<{ message: { content: string } }>(`${this.url}/api/chat`, {
        model: 'llama3.2',
        messages: [{ role: 'user', content: question }],
        stream: false,
      })
      .pipe(
        timeout(10_000),
        map((response) => response.data.message.content),
        catchError((error: unknown) => throwError(() => error)),
      )
    return lastValueFrom(reply$)
  }

  async embed(text: string): Promise<number> {
    const response = await this.httpService.axiosRef.post<{ embeddings: number[][] }>(`${this.url}/api/embed`, {
      model: 'nomic-embed-text',
      input: text,
    })
    return response.data.embeddings.length
  }
}

const service = new LlmService(new HttpService(axios.create()), new Config())
console.log(await service.complete('one'))
console.log(await service.chat('two'))
console.log(await service.embed('three'))
