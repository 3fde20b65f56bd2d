import { ago, changes, owner, says, type PlayCustomer } from '../script.ts';

/** Portuguese, Spanish and French. */
export const romance: readonly PlayCustomer[] = [
  {
    phone: '5511987654321',
    name: 'Conceição Araújo',
    backlog: [
      ago(45, says('Oi! Vocês entregam em Santo André?')),
      ago(43, owner('Oi, Conceição! Entregamos sim, às terças e sextas.')),
      ago(41, says('Ótimo 😊 quanto fica o frete?')),
    ],
    exchanges: [
      [says('Pode ser na sexta de manhã?')],
      [says('É o portão verde, ao lado da padaria.'), says('Se ninguém atender, a padaria guarda. Eles guardam tudo.')],
      [says('Ah, e a panela de pressão, tem de 7 litros?')],
      [says('Minha mãe diz que feijão em panela pequena fica triste.')],
      [says('Vou levar a de 7 então 🫘')],
      [owner('Separei a última de 7 para você!'), says('Que sorte a minha 💚')],
    ],
    answers: ['Combinado!', 'Obrigada, um abraço', 'Vocês são uns amores 💚'],
  },
  {
    phone: '5521987651234',
    name: 'Thaís Figueiredo',
    backlog: [
      ago(2590, says('Boa tarde, a luminária de bambu ainda está com desconto?')),
      ago(2571, owner('Boa tarde! Está sim, até domingo.')),
      ago(2566, says('Vou medir a sala e já volto.')),
    ],
    from: 0.35,
    exchanges: [
      [says('Voltei! Medi a sala, mudei o sofá de lugar, pintei uma parede.'), says('Agora sim: quero a luminária.')],
      [says('A lâmpada vem junto ou compro separado?')],
      [says('Posso parcelar em três vezes?')],
      [says('Chega antes do aniversário do meu avô? Ele faz 90 e quer luz para ler.')],
      [says('Ele mandou dizer que não é velho, é vintage 😂')],
    ],
    answers: ['Maravilha!', 'Fechado, vou pagar agora.', 'Muito obrigada pela paciência 🙏'],
  },
  {
    phone: '351912345678',
    name: 'Rafael Monteiro',
    backlog: [],
    from: 0.33,
    exchanges: [
      [says('Bom dia. A cafeteira de 6 chávenas serve para placa de indução?')],
      [says('A anterior derreteu. A culpa foi minha, mas não digam à minha mulher.')],
      [says('Têm borrachas de substituição para o modelo antigo?')],
      [says('Então levo a cafeteira e duas borrachas.'), says('Três. Perco sempre uma.')],
      [says('Passo aí ao fim da tarde.'), changes('Passo aí amanhã ao fim da tarde.')],
    ],
    answers: ['Excelente, obrigado.', 'Está combinado.', 'Bom trabalho para vocês.'],
  },
  {
    phone: '34612345678',
    name: 'María José Núñez',
    backlog: [ago(7, says('¿Hasta qué hora abren hoy?'))],
    exchanges: [
      [says('¿Y los domingos?')],
      [says('Es que trabajo hasta las ocho.'), says('Y luego está el perro, que no perdona.')],
      [says('¿Me pueden guardar la sartén de 28 hasta mañana?')],
      [says('Se llama Churro. El perro, no la sartén.')],
      [owner('Guardada a tu nombre, María José.'), says('¡Qué bien! Mañana voy con Churro 🐶')],
    ],
    answers: ['Genial, gracias.', 'Pues allí estaré.', '¡Un beso!'],
  },
  {
    phone: '56912345678',
    name: 'Valentina Rojas',
    backlog: [
      ago(880, says('Hola, ¿el juego de cuchillos trae el afilador?')),
      ago(861, says('En la foto sale, pero en la descripción no dice nada.')),
    ],
    exchanges: [
      [says('¿Alcanzaron a ver lo del afilador?')],
      [says('Es para regalo. Mi hermano cocina como un chef…'), says('…y corta como mi abuela sin lentes.')],
      [says('¿Se puede cambiar si ya tiene uno?')],
      [says('Retiro en tienda, entonces.')],
      [says('Ya voy en camino, llego en 20 minutos 🚲')],
    ],
    answers: ['Buenísimo, gracias.', 'Dale, perfecto.', 'Súper amables 🙌'],
  },
  {
    phone: '33612345678',
    name: 'Éloïse Lefèvre',
    backlog: [],
    from: 0.45,
    exchanges: [
      [says('Bonjour, avez-vous encore des cocottes en fonte, couleur cerise ?')],
      [says('La mienne a trente ans et vient de rendre l’âme. Enfin, l’anse.')],
      [says('Quelle taille pour un bœuf bourguignon pour six ?')],
      [says('Ils mangent comme douze, je précise.')],
      [says('Va pour la 28 cm.'), says('Mon dos vous remercie d’avance de la livraison.')],
    ],
    answers: ['Merci beaucoup !', 'C’est parfait.', 'Très bonne journée à vous.'],
  },
];
