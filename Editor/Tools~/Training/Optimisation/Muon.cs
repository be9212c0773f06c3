using System.Collections.Concurrent;

namespace RnnGen.Training;

/// <summary>
/// Represents Muon (Jordan et al., 2024; scaled as by Liu et al., 2025): the momentum of a matrix, orthogonalised, so
/// that weights go as far in directions of small gradients as in those of large ones.
/// </summary>
/// <remarks>
/// <para>
/// m' = μ m + (1 - μ) g,  θ' = (1 - α λ) θ - 0.2 √rows α O(μ m' + (1 - μ) g)  with μ = 0.95 and O an
/// <see cref="Orthogonalisation"/>. The factor makes steps about as long as Adam's.
/// </para>
/// <para>
/// A matrix that is wider than high is cut into the fewest blocks of about equal width that are not: from the units of
/// an LSTM to its gates, each gate is one. Unlike theirs this one also moves embeddings and heads so. Biases move as
/// under <see cref="Adam"/>, whose format the saved state has.
/// </para>
/// <para>
/// A step costs fifteen products of matrices of the size of each block, on the threads of a native engine, else on the
/// caller's. Their additions are fused, even where those of the engine are exact.
/// </para>
/// </remarks>
public sealed class Muon : Adam
{
    private const float Momentum = 0.95f;
    private const double Length = 0.2;

    // By the shape of blocks: those that no thread is working with.
    private readonly ConcurrentDictionary<(int Rows, int Columns), ConcurrentBag<Orthogonalisation>> idle = new();

    private readonly Block[] blocks;

    /// <summary>Initializes the optimiser before its first step.</summary>
    /// <param name="parameters">What it moves.</param>
    /// <param name="weightDecay">The weight decay λ of matrices, at least 0.</param>
    public Muon(ParameterSet parameters, double weightDecay = 0)
        : base(parameters, weightDecay)
    {
        blocks = [.. Enumerable.Range(0, parameters.Count).SelectMany(index => Cut(index, parameters[index]))];
    }

    private static IEnumerable<Block> Cut(int index, Parameter parameter)
    {
        int outputs = parameter.Outputs;
        var count = parameter.IsRow ? 1 : (outputs + parameter.Inputs - 1) / parameter.Inputs;
        for (var i = 0; i < count; i++)
        {
            var first = (int)((long)outputs * i / count);
            yield return new Block(index, parameter, first, (int)((long)outputs * (i + 1) / count) - first);
        }
    }

    private protected override void MovePart(int part, WeightVector gradients, double rate)
    {
        var block = blocks[part];
        if (block.Parameter.IsRow)
        {
            Move(block.Index, block.Parameter, gradients, rate);
            return;
        }

        LookAhead(block, gradients[block.Index]);
        var (rows, columns) = (block.Parameter.Inputs, block.Columns);
        Orthogonalise(block.Direction, rows, columns);
        var size = (float)(Length * Math.Sqrt(rows) * rate);
        var keep = Keep(rate);
        for (var row = 0; row < rows; row++)
        {
            var weights = block.Parameter.Row(row).Slice(block.First, columns);
            var direction = block.Direction.AsSpan(row * columns, columns);
            for (var i = 0; i < columns; i++)
            {
                weights[i] = weights[i] * keep - size * direction[i];
            }
        }
    }

    private void Orthogonalise(float[] matrix, int rows, int columns)
    {
        var ofShape = idle.GetOrAdd((rows, columns), _ => []);
        var orthogonalisation = ofShape.TryTake(out var one) ? one : new Orthogonalisation(rows, columns);
        orthogonalisation.Apply(matrix);
        ofShape.Add(orthogonalisation);
    }

    /// <summary>Moves the means, and computes where the next gradient would move them if it were this one.</summary>
    private void LookAhead(Block block, ReadOnlySpan<float> slopes)
    {
        var means = Moments[0].Values[block.Index];
        for (var row = 0; row < block.Parameter.Inputs; row++)
        {
            var start = (row * block.Parameter.Outputs) + block.First;
            var mean = means.Slice(start, block.Columns);
            var slope = slopes.Slice(start, block.Columns);
            var ahead = block.Direction.AsSpan(row * block.Columns, block.Columns);
            for (var i = 0; i < mean.Length; i++)
            {
                mean[i] = mean[i] * Momentum + slope[i] * (1 - Momentum);
                ahead[i] = mean[i] * Momentum + slope[i] * (1 - Momentum);
            }
        }
    }

    private protected override int Parts => blocks.Length;

    /// <summary>Some columns of a matrix, or a row of biases.</summary>
    private sealed record Block(int Index, Parameter Parameter, int First, int Columns)
    {
        public float[] Direction { get; } = Parameter.IsRow ? [] : new float[Parameter.Inputs * Columns];
    }
}
