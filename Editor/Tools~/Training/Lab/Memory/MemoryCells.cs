namespace RnnGen.Training;

/// <summary>
/// Makes cells whose gates begin as for a memory of T steps: σ(b) = 1 - 1 / T (Tallec and Ollivier, 2018).
/// </summary>
internal static class MemoryCells
{
    /// <summary>Makes an LSTM whose forget gates begin open and whose input gates begin shut.</summary>
    /// <param name="parameters">Receives its weights, the first of the set.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="size">The number of units.</param>
    /// <param name="bias">The bias of the forget gates, log(T - 1), and of the input gates, its negative.</param>
    public static LstmCell Lstm(ParameterSet parameters, int inputs, int size, float bias)
    {
        var cell = new LstmCell(parameters, "cell", inputs, size);
        parameters[2].Fill(-bias, 0, size);
        parameters[2].Fill(bias, size, size);
        return cell;
    }

    /// <summary>Makes a GRU whose update gates begin shut, by way of an input that is always 1.</summary>
    /// <param name="parameters">Receives its weights, the first of the set.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="constant">The input that is always 1.</param>
    /// <param name="size">The number of units.</param>
    /// <param name="bias">The negative of what the gates begin at, log(T - 1).</param>
    public static GruCell Gru(ParameterSet parameters, int inputs, int constant, int size, float bias)
    {
        var cell = new GruCell(parameters, "cell", inputs, size);
        parameters[0].Row(constant)[..size].Fill(-bias);
        parameters[0].Changed();
        return cell;
    }
}
