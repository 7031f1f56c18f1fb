import asyncio

import ollama
from ollama import AsyncClient, Client, ResponseError

client = Client()


def there(model):
    try:
        client.show(model)
        return True
    except ollama.ResponseError as error:
        print(error.status_code)
        return False


def ready(model):
    try:
        ollama.show(model)
    except ResponseError as error:
        if error.status_code == 404:
            print("not there")
        else:
            raise


async def warm(model):
    try:
        await AsyncClient().show(model)
    except Exception as error:
        print(type(error).__name__.endswith("Error"))


print(there("llama3.2"), there("nobody-has-this"))
ready("llama3.2")
ready("nobody-has-this")
asyncio.run(warm("nobody-has-this"))
print(client.generate("llama3.2", "hi").response)
