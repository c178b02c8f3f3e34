/** Puts the cursor into the search field of the page's list, where there is one. */
export function goToSearch(): void {
  const field = document.querySelector<HTMLInputElement>('main input[type="search"]');
  field?.focus();
  field?.select();
}
