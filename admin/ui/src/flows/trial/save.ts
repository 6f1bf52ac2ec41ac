/** Gives a transcript to whoever sits here, as a file of that name. */
export function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name.endsWith(".txt") ? name : `${name}.txt`;
  link.click();
  URL.revokeObjectURL(address);
}
