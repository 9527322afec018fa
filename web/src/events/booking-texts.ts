import { defineTexts } from '../i18n/catalogue.js';

/** Texts of one event's page: facts, and booking. */
export const bookingTexts = defineTexts({
  about: { en: 'About', id: 'Tentang' },
  anywhere: { en: 'Anywhere, the best there are', id: 'Di mana saja, yang terbaik' },
  best: {
    en: 'We hold the best seats that are free, side by side where possible. You look at them, then confirm.',
    id: 'Kami menahan kursi terbaik yang kosong, berdampingan bila bisa. Anda lihat dulu, lalu konfirmasi.',
  },
  book: {
    en: '{count, plural, one {Book # seat} other {Book # seats}}',
    id: '{count, plural, other {Pesan # kursi}}',
  },
  bookMore: { en: 'Book more seats', id: 'Pesan kursi lagi' },
  bookableFrom: { en: 'Sales open in', id: 'Penjualan dibuka dalam' },
  busy: { en: 'Many people are booking. Your turn comes in', id: 'Banyak yang sedang memesan. Giliran Anda dalam' },
  busyWhy: { en: 'You need not do anything.', id: 'Anda tidak perlu melakukan apa pun.' },
  cancelled: { en: 'This event is cancelled.', id: 'Acara ini dibatalkan.' },
  closed: { en: 'Sales are closed.', id: 'Penjualan sudah ditutup.' },
  confirmed: {
    en: '{count, plural, one {# seat is yours} other {# seats are yours}}',
    id: '{count, plural, other {# kursi milik Anda}}',
  },
  contended: {
    en: 'Very many people booked in that moment. You are in line, and get seats as soon as it is your turn.',
    id: 'Sangat banyak yang memesan saat itu. Anda sudah mengantre, dan akan mendapat kursi begitu tiba giliran.',
  },
  draft: { en: 'This is a draft that only you can see.', id: 'Ini draf yang hanya bisa Anda lihat.' },
  findBest: {
    en: '{count, plural, one {Find the best seat} other {Find the # best seats}}',
    id: '{count, plural, other {Carikan # kursi terbaik}}',
  },
  holdFor: {
    en: '{minutes, plural, one {Hold for # minute first} other {Hold for # minutes first}}',
    id: '{minutes, plural, other {Tahan dulu selama # menit}}',
  },
  howMany: { en: 'How many seats?', id: 'Berapa kursi?' },
  join: { en: 'Join the waitlist', id: 'Masuk daftar tunggu' },
  joinWhy: {
    en: 'Whoever has waited longest gets the next free seats, in the moment they are given back.',
    id: 'Yang paling lama menunggu mendapat kursi kosong berikutnya, begitu kursi dikembalikan.',
  },
  lapsed: { en: 'The time is up', id: 'Waktunya habis' },
  lapsedWhy: {
    en: '{count, plural, one {Your seat is free again, for everybody.} other {Your # seats are free again, for everybody.}}',
    id: '{count, plural, other {# kursi Anda kembali tersedia untuk semua.}}',
  },
  live: { en: 'Live', id: 'Langsung' },
  offer: { en: 'Seats came free for you. Take them?', id: 'Ada kursi kosong untuk Anda. Ambil?' },
  promoted: { en: 'Seats came free, and they are yours.', id: 'Ada kursi kosong, dan sudah jadi milik Anda.' },
  queue: {
    en: '{count, plural, one {# party is waiting} other {# parties are waiting}}',
    id: '{count, plural, other {# rombongan sedang menunggu}}',
  },
  reconnecting: { en: 'Reconnecting …', id: 'Menyambung kembali …' },
  reference: { en: 'Reference', id: 'Referensi' },
  seats: {
    en: '{count, plural, one {# seat} other {# seats}}',
    id: '{count, plural, other {# kursi}}',
  },
  seatsLabel: { en: 'Seats', id: 'Kursi' },
  soldOut: { en: 'Sold out', id: 'Habis terjual' },
  soldOutWhy: { en: 'Seats may come back when somebody cancels.', id: 'Kursi bisa kembali bila ada yang membatalkan.' },
  starts: { en: 'Starts', id: 'Mulai' },
  throttled: { en: 'That was a bit fast. We go on in', id: 'Terlalu cepat. Kami lanjutkan dalam' },
  together: { en: 'Only side by side', id: 'Hanya yang berdampingan' },
  toBooking: { en: 'See your booking', id: 'Lihat pemesanan Anda' },
  tooMany: {
    en: 'There are fewer seats left than that; you would join the waitlist.',
    id: 'Kursi yang tersisa lebih sedikit; Anda akan masuk daftar tunggu.',
  },
  understood: { en: 'Choose again', id: 'Pilih lagi' },
  venue: { en: 'Place', id: 'Tempat' },
  where: { en: 'Where?', id: 'Di mana?' },
  yours: { en: 'Yours already', id: 'Sudah milik Anda' },
});
