// left: the reply
import { HttpService } from '@nestjs/axios'
import axios from 'axios'
import { catchError, firstValueFrom, of } from 'rxjs'

const service = new HttpService(axios.create())
const body = { model: 'llama3.2', prompt: 'one', stream: false }
const response = await firstValueFrom(
  service
    .post<{ response: string }>('http://localhost:11434/api/generate', body)
    .pipe(catchError(() => of({ data: { response: 'nothing' } }))),
)
console.log(response.data.response)
