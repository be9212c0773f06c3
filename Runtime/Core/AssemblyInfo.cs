#nullable enable
using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("RnnGen.Tests")]
