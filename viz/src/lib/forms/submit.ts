/** Ctrl+Enter (or Cmd+Enter) sends the form from any of its fields, text areas included. */
export function submitOnEnter(form: HTMLFormElement): () => void {
  const onKeydown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  };
  form.addEventListener('keydown', onKeydown);
  return () => form.removeEventListener('keydown', onKeydown);
}
