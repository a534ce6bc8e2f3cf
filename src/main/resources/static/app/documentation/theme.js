// Runs before the page is drawn, so that the theme that was chosen in the dashboard does not flash.
const theme = localStorage.getItem("rondo.theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
