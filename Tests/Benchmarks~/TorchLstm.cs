using TorchSharp;
using TorchSharp.Modules;

namespace RnnGen.Benchmarks;

/// <summary>Gives torch's modules the weights of a checkpoint.</summary>
internal static class TorchLstm
{
    /// <summary>Creates torch.nn.LSTM and the affine map from its outputs to scores.</summary>
    public static (LSTM Lstm, Linear Head) Create(Checkpoint weights, int tokens, int size, int layers)
    {
        var lstm = torch.nn.LSTM(tokens, size, layers);
        for (var l = 0; l < layers; l++)
        {
            Load(
                lstm,
                ($"weight_ih_l{l}", weights[$"layers.{l}.weight_ih"]),
                ($"weight_hh_l{l}", weights[$"layers.{l}.weight_hh"]),
                ($"bias_ih_l{l}", weights[$"layers.{l}.bias"]),
                ($"bias_hh_l{l}", null));
        }

        return (lstm, CreateHead(weights, tokens, size));
    }

    /// <summary>Creates the affine map from the outputs of the last layer to scores.</summary>
    public static Linear CreateHead(Checkpoint weights, int tokens, int size)
    {
        var head = torch.nn.Linear(size, tokens);
        Load(head, ("weight", weights["head.weight"]), ("bias", weights["head.bias"]));
        return head;
    }

    /// <summary>Sets parameters of a module; null sets zeros.</summary>
    public static void Load(torch.nn.Module module, params (string Name, CheckpointTensor? Values)[] weights)
    {
        using var constant = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var parameters = module.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        foreach (var (name, values) in weights)
        {
            var parameter = parameters[name];
            if (values == null) parameter.zero_();
            else parameter.copy_(torch.tensor(values.Values.ToArray()).reshape(parameter.shape));
        }
    }
}
