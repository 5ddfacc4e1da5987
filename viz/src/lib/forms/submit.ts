/**
 * Ctrl+Enter (or Cmd+Enter) presses the form's button from any of its fields, text areas included. A button that is
 * busy or disabled does nothing, so what is on its way is not sent again.
 */
export function submitOnEnter(form: HTMLFormElement): () => void {
  const onKeydown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.querySelector<HTMLButtonElement>('[type=submit]')?.click();
  };
  form.addEventListener('keydown', onKeydown);
  return () => form.removeEventListener('keydown', onKeydown);
}
