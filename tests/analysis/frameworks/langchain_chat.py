from langchain_core.output_parsers import JsonOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_ollama import ChatOllama

URL = "http://localhost:11434"


class Assistant:
    def __init__(self, base_url: str = URL) -> None:
        self.llm: ChatOllama = ChatOllama(
            model="llama3.2",
            base_url=base_url,
            temperature=0,
            num_ctx=8192,  # the documents are long
            num_predict=200,
            top_k=40,
            repeat_penalty=1.1,
            seed=7,
        )

    def answer(self, question: str) -> str:
        prompt = ChatPromptTemplate.from_messages([("system", "Answer briefly."), ("human", "{question}")])
        return (prompt | self.llm).invoke({"question": question}).content


print(Assistant().answer("hi"))
for part in Assistant().llm.stream("count"):
    print(part.content, end="")
as_json = ChatOllama(model="llama3.2", base_url=URL, format="json", stop=["never"]) | JsonOutputParser()
print(as_json.invoke("a JSON object, please"))
