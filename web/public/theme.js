// Runs before anything is drawn, so that no page flashes in the wrong theme. src/ui/theme.ts takes over from here.
let theme;
try {
  theme = localStorage.getItem('rowlock.theme');
} catch {
  // Storage is switched off: the theme of the system it is.
}
if (theme !== 'light' && theme !== 'dark') {
  theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
document.documentElement.dataset.theme = theme;
