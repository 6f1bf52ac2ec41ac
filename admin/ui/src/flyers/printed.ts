/** Prints the page. Meanwhile it is called like the cover: browsers name the file after it. */
export function printed(title: string): void {
  const before = document.title;
  document.title = title;
  try {
    window.print();
  } finally {
    document.title = before;
  }
}
